package org.wardline.app.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wardline.app.people.NotAllowed;
import org.wardline.app.people.People;
import org.wardline.app.people.Role;
import org.wardline.app.people.Secrets;

/** One person of each role for a demo, with badges and PINs that are random each time. */
final class DemoPeople {
    private static final Map<Role, String> SHOWN = new LinkedHashMap<>();

    static {
        SHOWN.put(Role.NURSE, "Nurse Demo");
        SHOWN.put(Role.PHYSICIAN, "Dr Demo");
        SHOWN.put(Role.ENGINEER, "Engineer Demo");
        SHOWN.put(Role.ADMINISTRATOR, "Admin Demo");
        SHOWN.put(Role.AUDITOR, "Auditor Demo");
    }

    private DemoPeople() {}

    /** Makes them; gives badge and PIN of each, to be shown once. */
    static Map<Role, String> in(People people) throws IOException, NotAllowed {
        var random = new SecureRandom();
        Map<Role, String> said = new LinkedHashMap<>();
        for (Map.Entry<Role, String> each : SHOWN.entrySet()) {
            String badge = String.valueOf(100_000 + random.nextInt(900_000));
            String pin = Secrets.freshPin(random);
            var quick = new People.Claim(true, badge, pin);
            String name = "demo-" + each.getKey().wireName();
            var _ = people.add(new People.Wanted(
                    name, each.getValue(), each.getKey(), Optional.empty(), Optional.of(quick), Set.of()));
            said.put(each.getKey(), "badge " + badge + " PIN " + pin);
        }
        return said;
    }
}
