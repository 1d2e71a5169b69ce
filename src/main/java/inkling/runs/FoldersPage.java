package inkling.runs;

import inkling.http.Address;
import inkling.http.FormInput;
import inkling.runs.FolderList.Folder;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a person who fills in a form looks for a folder on the machine that Inkling runs on; changes nothing, and shows
 * no file. It carries the form's fields along, and takes them back to it with the folder.
 */
public final class FoldersPage {
    private static final String FOLDER = "data";
    private static final String FIND = "find";
    private static final String FORM = "for";

    /**
     * The addresses of one look around.
     *
     * @param form whose it is: runs or sweeps
     * @param fields of the form, its folder left out
     */
    record Addresses(String form, Map<String, String> fields) {
        /** The form as it was left, but for its folder. */
        public String back() {
            return new Address("/" + form + "/new").with(fields).toString();
        }

        /** Where a folder is shown. */
        public String of(Folder folder) {
            return with("/folders", folder).with(FORM, form).toString();
        }

        /** Where the form has a folder in its field. */
        public String take(Folder folder) {
            return with("/" + form + "/new", folder).toString();
        }

        private Address with(String path, Folder folder) {
            return new Address(path).with(fields).with(FOLDER, folder.path());
        }
    }

    public void show(Context context) {
        Map<String, String> query = FormInput.query(context, RunForm.choices());
        Map<String, String> fields = new LinkedHashMap<>(query);
        fields.keySet().removeIf(field -> !field.matches("\\w+"));
        fields.keySet().removeAll(List.of(FOLDER, FIND, FORM));
        if (fields.containsKey("dataset")) { // of a form that was begun
            RunForm.addUnticked(fields);
        }
        String form = FormInput.choose(FORM, List.of("runs", "sweeps"), word -> word, query.getOrDefault(FORM, "runs"));
        String find = query.getOrDefault(FIND, "");
        context.render(
                "runs/folders.html",
                Map.of(
                        "list",
                        FolderList.of(query.getOrDefault(FOLDER, ""), find),
                        "find",
                        find,
                        "addresses",
                        new Addresses(form, fields)));
    }
}
