package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of what a page sent. */
class BodyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "18446744073709551617",
                "9223372036854775808",
                "-18446744073709551615",
                "1e300",
                "1.5",
                "0",
                "\"1\""
            })
    void givenNumberThatIsNotAllowed_whenRead_thenItIsRefusedAndDoesNotWrap(String number) {
        Body body = new Body(new JsonObject("{\"v\":" + number + "}"));

        assertThatThrownBy(() -> body.whole("v", 1, Long.MAX_VALUE)).isInstanceOf(Body.Wrong.class);
    }

    @Test
    void givenWholeNumber_whenRead_thenItIsItselfHoweverItWasWritten() {
        Body body = new Body(new JsonObject("{\"a\":9223372036854775807,\"b\":1e3,\"c\":7.0}"));

        assertThat(body.whole("a", 1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(body.whole("b", 1, 1_000)).isEqualTo(1_000);
        assertThat(body.whole("c", 7, 7)).isEqualTo(7);
    }
}
