package org.wardline.app.station;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** The one catalogue of texts, that of the pages, for files in the language of the reader. Read when first asked: not on an event loop. */
final class Catalogue {
    private static final JsonObject CHINESE = read();

    private Catalogue() {}

    /** The Chinese text of an English one; itself where there is none. */
    static String chinese(String key) {
        return CHINESE.getString(key, key);
    }

    private static JsonObject read() {
        String script = new String(Assets.read("catalogue.js"), StandardCharsets.UTF_8);
        int begin = script.indexOf('{', script.indexOf("CATALOGUE"));
        return new JsonObject(script.substring(begin, script.lastIndexOf(",\n}")) + "}");
    }
}
