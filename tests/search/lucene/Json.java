import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as maps, lists, strings, numbers, booleans and null; just enough to speak with the Python side. */
final class Json {
    private final String text;
    private int at = 0;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) {
        return new Json(text).value();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private char next() {
        while (Character.isWhitespace(text.charAt(at))) at++;
        return text.charAt(at);
    }

    private boolean took(char sign) {
        if (next() != sign) return false;
        at++;
        return true;
    }

    private Object value() {
        switch (next()) {
            case '{': {
                Map<String, Object> found = new LinkedHashMap<>();
                for (at++; !took('}'); took(',')) {
                    String name = string();
                    took(':');
                    found.put(name, value());
                }
                return found;
            }
            case '[': {
                List<Object> found = new ArrayList<>();
                for (at++; !took(']'); took(',')) found.add(value());
                return found;
            }
            case '"':
                return string();
            default: {
                int start = at;
                while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) at++;
                String word = text.substring(start, at);
                if (word.equals("null")) return null;
                if (word.equals("true") || word.equals("false")) return Boolean.valueOf(word);
                return Double.valueOf(word);
            }
        }
    }

    private String string() {
        StringBuilder found = new StringBuilder();
        took('"');
        while (text.charAt(at) != '"') {
            char sign = text.charAt(at++);
            if (sign != '\\') {
                found.append(sign);
                continue;
            }
            char escaped = text.charAt(at++);
            int known = "nrtbf".indexOf(escaped);
            if (escaped == 'u') {
                found.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                at += 4;
            } else {
                found.append(known < 0 ? escaped : "\n\r\t\b\f".charAt(known));
            }
        }
        at++;
        return found.toString();
    }

    static String write(Object value) {
        if (value instanceof List) {
            List<String> items = new ArrayList<>();
            for (Object item : list(value)) items.add(write(item));
            return "[" + String.join(",", items) + "]";
        }
        if (!(value instanceof String)) return String.valueOf(value);
        StringBuilder written = new StringBuilder("\"");
        for (char sign : ((String) value).toCharArray()) {
            boolean plain = sign >= ' ' && sign < 127 && sign != '"' && sign != '\\';
            written.append(plain ? String.valueOf(sign) : String.format("\\u%04x", (int) sign));
        }
        return written.append('"').toString();
    }
}
