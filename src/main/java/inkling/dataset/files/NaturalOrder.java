package inkling.dataset.files;

import java.util.Comparator;

/** Orders names as people number things: {@code 9} before {@code 10}; everything else by its characters. */
public enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = digits(a, i);
            int endB = digits(b, j);
            int compared;
            if (endA > i && endB > j) {
                compared = numbers(a.substring(i, endA), b.substring(j, endB));
                i = endA;
                j = endB;
            } else {
                compared = Character.compare(a.charAt(i++), b.charAt(j++));
            }
            if (compared != 0) {
                return compared;
            }
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b); // 07 and 7 are not the same name
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int numbers(String a, String b) {
        String shortA = a.replaceFirst("^0+(?=.)", "");
        String shortB = b.replaceFirst("^0+(?=.)", "");
        int compared = Integer.compare(shortA.length(), shortB.length());
        return compared != 0 ? compared : shortA.compareTo(shortB);
    }
}
