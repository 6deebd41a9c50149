package org.wardline.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wardline.testkit.AdapterContract;
import org.wardline.testkit.BrokenMessage;
import org.wardline.testkit.BrokenMessages;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.adapter.DeviceAdapter;

/** The contract, with more than a thousand kinds of broken message. */
class JsonAdapterTest implements AdapterContract {
    @Override
    public DeviceAdapter adapter() {
        return new JsonAdapter();
    }

    @Override
    public List<BrokenMessage> broken() {
        return BrokenMessages.of(new DeviceId("m-12"));
    }

    @Test
    void givenBrokenMessages_whenCounted_thenAThousandKindsDiffer() {
        Set<String> kinds = new HashSet<>();
        Set<String> payloads = new HashSet<>();
        for (BrokenMessage message : broken()) {
            assertThat(kinds.add(message.kind())).as(message.kind()).isTrue();
            assertThat(payloads.add(new String(message.payload(), StandardCharsets.ISO_8859_1)))
                    .as(message.kind())
                    .isTrue();
        }
        System.out.println(kinds.size() + " kinds of broken message");
        assertThat(kinds).hasSizeGreaterThan(1_000);
    }
}
