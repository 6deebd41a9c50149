package org.wardline.app;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.spi.transport.Transport;
import java.util.List;

/**
 * Vert.x' own NIO transport, but what is written to an accepted connection within one turn of its event loop leaves in one
 * system call: the acknowledgements of a flush are a thousand small packets, and a call for each of them cost more than all
 * else that is done for a reading.
 */
final class OneFlush implements io.vertx.core.transport.Transport, Transport {
    /** After so many packets it is sent anyway. */
    private static final int PACKETS = 1_024;

    private final Transport nio = io.vertx.core.transport.Transport.NIO.implementation();

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean isDomainSocket) {
        return isDomainSocket ? nio.serverChannelFactory(true) : Gathering::new;
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
        return true;
    }

    @Override
    public Throwable unavailabilityCause() {
        return nio.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return this;
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return nio.ioHandlerFactory();
    }

    @Override
    public boolean supportsDomainSockets() {
        return nio.supportsDomainSockets();
    }

    @Override
    public java.net.SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        return nio.convert(address);
    }

    @Override
    public io.vertx.core.net.SocketAddress convert(java.net.SocketAddress address) {
        return nio.convert(address);
    }

    @Override
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return nio.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
        return nio.datagramChannelFactory();
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean isDomainSocket) {
        return nio.channelFactory(isDomainSocket);
    }
}
