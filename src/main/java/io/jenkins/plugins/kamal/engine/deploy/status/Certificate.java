package io.jenkins.plugins.kamal.engine.deploy.status;

import io.jenkins.plugins.kamal.engine.shell.Output;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The end of the certificate that the configuration gives and a deploy has uploaded. */
final class Certificate {

    private static final Duration SOON = Duration.ofDays(14);

    private Certificate() {}

    /**
     * What is wrong with a certificate; empty if it is valid for long enough.
     *
     * @param answer the first certificate in PEM, or a failure if there is no certificate
     */
    static Optional<String> fault(Output answer, Instant now) {
        if (!answer.succeeded()) {
            return Optional.of("the certificate that proxy/ssl names is not on the server; a deploy uploads it");
        }
        Instant end;
        try {
            end = ((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(answer.stdout().getBytes(StandardCharsets.UTF_8))))
                    .getNotAfter()
                    .toInstant();
        } catch (CertificateException unreadable) {
            return Optional.of("the certificate that proxy/ssl names cannot be read on the server");
        }
        if (end.isBefore(now)) {
            return Optional.of("the certificate expired on " + end);
        }
        return end.isBefore(now.plus(SOON))
                ? Optional.of("the certificate expires in "
                        + Duration.between(now, end).toDays() + " days, on " + end)
                : Optional.empty();
    }
}
