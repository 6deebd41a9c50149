package org.wardline.app;

import org.wardline.app.config.GatewayConfig;
import org.wardline.app.evidence.Judging;

/** What a configuration judges alarms by, for commands that look at a log. */
public final class EvidenceSettings {
    private EvidenceSettings() {}

    public static Judging of(GatewayConfig config) throws Refused {
        return new Parts(config).judging();
    }
}
