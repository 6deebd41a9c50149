package org.wardline.sync.uplink;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** What is kept of an answer while it is read: all of it, or it fails at the first part too many and takes no more. */
final class AnswerBody implements WriteStream<Buffer> {
    private final int maxBytes;
    private final Buffer kept = Buffer.buffer();
    private boolean isTooLong;

    AnswerBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    byte[] bytes() {
        return kept.getBytes();
    }

    @Override
    public Future<Void> write(Buffer part) {
        isTooLong |= part.length() > maxBytes - kept.length();
        if (isTooLong) {
            return Future.failedFuture("the answer is too long");
        }
        kept.appendBuffer(part);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }

    /** Full for good once the answer is too long: the rest stays with the sender until the connection is closed. */
    @Override
    public boolean writeQueueFull() {
        return isTooLong;
    }

    @Override
    public AnswerBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this; // failures are told by the futures above
    }

    @Override
    public AnswerBody setWriteQueueMaxSize(int maxSize) {
        return this; // nothing queues here
    }

    @Override
    public AnswerBody drainHandler(@Nullable Handler<Void> handler) {
        return this; // what is full stays full
    }
}
