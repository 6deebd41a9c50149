package org.wardline.adapter.json;

/** Steps over JSON text (RFC 8259) without reading it. */
final class JsonText {
    private JsonText() {}

    /** The first place from here that is no white space, or the end. */
    static int skipSpace(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    /**
     * Where an element of an array ends: at the comma or bracket after it, or at the end of the text. Brackets are only
     * counted, so that an element that is broken inside does not take its neighbours with it.
     */
    static int elementEnd(byte[] bytes, int from) {
        int depth = 0;
        int at = from;
        while (at < bytes.length) {
            switch (bytes[at]) {
                case '"' -> at = stringEnd(bytes, at);
                case '{', '[' -> depth++;
                case '}' -> depth = Math.max(0, depth - 1);
                case ']' -> {
                    if (depth == 0) {
                        return at;
                    }
                    depth--;
                }
                case ',' -> {
                    if (depth == 0) {
                        return at;
                    }
                }
                default -> {}
            }
            at++;
        }
        return bytes.length;
    }

    /** The place of the quote that ends a string, or the last place of the text. */
    private static int stringEnd(byte[] bytes, int quoteAt) {
        int at = quoteAt + 1;
        while (at < bytes.length && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, bytes.length - 1);
    }

    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }
}
