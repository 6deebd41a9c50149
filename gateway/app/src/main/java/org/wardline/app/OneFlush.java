package org.wardline.app;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;
import java.util.List;

/**
 * Vert.x' own NIO transport, but what is written to an accepted connection within one turn of its event loop leaves in one
 * system call: the acknowledgements of a flush are a thousand small packets, and a call for each of them cost more than all
 * else that is done for a reading.
 */
final class OneFlush extends NioTransport implements Transport {
    /** After so many packets it is sent anyway. */
    private static final int PACKETS = 1_024;

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean isDomainSocket) {
        return isDomainSocket ? super.serverChannelFactory(true) : Gathering::new;
    }

    /** Puts the gathering first into the pipeline of each connection that it accepts. */
    private static final class Gathering extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            int before = accepted.size();
            int count = super.doReadMessages(accepted);
            for (Object connection : accepted.subList(before, accepted.size())) {
                ((Channel) connection).pipeline().addLast(new FlushConsolidationHandler(PACKETS, true));
            }
            return count;
        }
    }

    @Override
    public String name() {
        return "nio, one flush a turn";
    }

    @Override
    public boolean available() {
        return isAvailable();
    }

    @Override
    public Throwable unavailabilityCause() {
        return super.unavailabilityCause();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return this;
    }
}
