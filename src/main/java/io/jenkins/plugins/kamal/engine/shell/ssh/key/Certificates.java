package io.jenkins.plugins.kamal.engine.shell.ssh.key;

import io.jenkins.plugins.kamal.engine.file.RegularFile;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** The certificates of a user: {@code CertificateFile}, and {@code NAME-cert.pub} next to a key file. */
final class Certificates {

    private static final int LARGEST = 1 << 20;

    private final SshDestination.Login login;

    Certificates(SshDestination.Login login) {
        this.login = login;
    }

    /**
     * The keys with their certificates, each certificate before its key. {@code skipped} gets the reason for each
     * certificate that is left out.
     */
    List<Identity> before(List<Identity> identities, List<String> skipped) {
        List<Identity> all = new ArrayList<>();
        List<Path> files = new ArrayList<>(login.certificateFiles());
        login.keyFiles().stream()
                .map(file -> file.resolveSibling(file.getFileName() + "-cert.pub"))
                .filter(Files::isRegularFile)
                .forEach(files::add);
        for (Path file : files) {
            try {
                all.add(certified(file, identities));
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                skipped.add("certificate " + file + ": " + e.getMessage());
            }
        }
        all.addAll(identities);
        return all;
    }

    private static Identity certified(Path file, List<Identity> identities)
            throws IOException, GeneralSecurityException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such file");
        }
        PublicKeyEntry entry = PublicKeyEntry.parsePublicKeyEntry(
                RegularFile.text(file, LARGEST).strip());
        if (!(entry.resolvePublicKey(null, null, null) instanceof OpenSshCertificate certificate)) {
            throw new IOException("it is a plain key, not a certificate");
        }
        HostKey key = HostKey.of(certificate.getCertPubKey());
        for (Identity identity : identities) {
            if (identity instanceof Identity.Held held && held.key().equals(key)) {
                return new Identity.Held(new KeyPair(certificate, held.pair().getPrivate()), file.toString());
            }
        }
        throw new IOException("no key from a file or from the step belongs to it. Add key and"
                + " certificate to the ssh-agent, or configure the key (IdentityFile, ssh/keys)");
    }
}
