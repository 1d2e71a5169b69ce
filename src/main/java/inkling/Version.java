package inkling;

import inkling.text.ProgramVersion;
import picocli.CommandLine;

/** The program's version, for commands that are asked for it. */
final class Version implements CommandLine.IVersionProvider {
    static String current() {
        return ProgramVersion.current();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Inkling " + current()};
    }
}
