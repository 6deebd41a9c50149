package org.wardline.sync.fhir;

import java.util.Locale;

/** What came back over HTTP, before anybody believes it. */
public final class Answer {
    private final int status;
    private final String contentType;
    private final String retryAfter;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param contentType the header's value, empty when absent
     * @param retryAfter the header's value, empty when absent
     */
    public Answer(int status, String contentType, String retryAfter, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.retryAfter = retryAfter;
        this.body = body.clone();
    }

    int status() {
        return status;
    }

    String retryAfter() {
        return retryAfter;
    }

    byte[] body() {
        return body.clone();
    }

    boolean isJson() {
        String type = contentType.toLowerCase(Locale.ROOT);
        int end = type.indexOf(';');
        String media = (end < 0 ? type : type.substring(0, end)).strip();
        return media.equals("application/fhir+json") || media.equals("application/json");
    }

    @Override
    public String toString() {
        return "answer " + status + ", " + body.length + " bytes"; // never the body: it may quote a patient
    }
}
