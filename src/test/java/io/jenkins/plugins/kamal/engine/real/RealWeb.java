package io.jenkins.plugins.kamal.engine.real;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Requests to a server of the lab, as a visitor's browser makes them. */
final class RealWeb {

    static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int TIMEOUT_MILLIS = 20_000;

    private RealWeb() {}

    /** What came back: the status, and the body as text. */
    record Answer(int status, String body) {}

    /** Asks a server's proxy for a path of a site. */
    static Answer get(Server server, int port, String site, String path) throws IOException {
        try (Socket socket = connect(server, port)) {
            return ask(socket, site, path);
        }
    }

    /** Asks by HTTPS, and trusts no certificate but the one of this file, which has to be the site's. */
    static Answer getSecurely(Server server, String site, String path, Path certificate) throws IOException {
        try (Socket plain = connect(server, HTTPS);
                SSLSocket socket =
                        (SSLSocket) trusting(certificate).getSocketFactory().createSocket(plain, site, HTTPS, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return ask(socket, site, path);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Socket connect(Server server, int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(server.address(), port), TIMEOUT_MILLIS);
        return socket;
    }

    private static Answer ask(Socket socket, String site, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + site + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        int body = answer.indexOf("\r\n\r\n");
        if (!answer.startsWith("HTTP/1.1 ") || body < 0) {
            throw new IOException("no answer, but: " + answer);
        }
        return new Answer(
                Integer.parseInt(answer.substring(9, 12)),
                answer.substring(body).strip());
    }

    private static SSLContext trusting(Path certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream file = Files.newInputStream(certificate)) {
            Certificate ours = CertificateFactory.getInstance("X.509").generateCertificate(file);
            store.setCertificateEntry("ours", ours);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
