package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is written within one turn of an event loop leaves together, and nothing of it stays behind. */
@Timeout(30)
class OneFlushTest {
    private static final int PACKETS = 500;

    /** Counts the flushes that reach the socket. */
    private static final class Flushes extends ChannelOutboundHandlerAdapter {
        final AtomicInteger count = new AtomicInteger();

        @Override
        public void flush(ChannelHandlerContext context) {
            count.incrementAndGet();
            context.flush();
        }
    }

    @Test
    void givenManySmallWritesInOneTurn_whenTheyLeave_thenInOneFlushAndWhole() {
        Vertx vertx = Parts.vertx();
        var flushes = new Flushes();
        Promise<Buffer> heard = Promise.promise();
        try {
            int port = vertx.createNetServer()
                    .connectHandler(socket -> {
                        var channel = ((NetSocketInternal) socket).channelHandlerContext();
                        channel.pipeline()
                                .addFirst(flushes); // nearest to the socket: what passes here is a system call
                        vertx.runOnContext(_ -> {
                            for (int packet = 0; packet < PACKETS; packet++) {
                                var _ = socket.write(Buffer.buffer().appendInt(packet));
                            }
                        });
                    })
                    .listen(0, "127.0.0.1")
                    .await()
                    .actualPort();
            Buffer all = Buffer.buffer();
            NetClient client = vertx.createNetClient();
            client.connect(port, "127.0.0.1").await().handler(part -> {
                var _ = all.appendBuffer(part);
                if (all.length() == PACKETS * Integer.BYTES) {
                    heard.complete(all);
                }
            });

            Buffer whole = heard.future().await();

            for (int packet = 0; packet < PACKETS; packet++) {
                assertThat(whole.getInt(packet * Integer.BYTES)).isEqualTo(packet);
            }
            assertThat(flushes.count.get()).isLessThan(5);
            assertThat(client).isNotNull(); // held: one that nobody holds is closed
        } finally {
            vertx.close().await();
        }
    }
}
