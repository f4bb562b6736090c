package io.jenkins.plugins.kamal.engine.command.proxy;

import io.jenkins.plugins.kamal.engine.command.FileCommands;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.function.Function;

/** The custom certificates that kamal-proxy reads on a server ({@code lib/kamal/cli/app/ssl_certificates.rb}). */
public final class CertificateFiles {

    /**
     * The proxy's user is not the SSH user and has to read the files, so other users cannot be denied access to the key
     * itself. Instead, no other user may enter the proxy's directory. This does not affect the proxy, because a
     * directory below that directory is mounted into its container.
     */
    private static final String MODE = "0644";

    private CertificateFiles() {}

    /**
     * Writes the certificate and its key; the script has no steps if the proxy settings name no certificate.
     *
     * @param tlsName a role's name or {@link ServerPaths#tlsName an accessory's}
     * @param secrets gives the value of a secret by its name
     */
    public static Script write(
            Configuration configuration, String tlsName, Proxy proxy, Function<String, Secret> secrets) {
        if (!(proxy.ssl() instanceof Proxy.Ssl.Custom custom)) {
            return Script.of();
        }
        ServerPaths paths = new ServerPaths(configuration);
        return Script.of(
                Command.of("mkdir", "-p", paths.tlsDirectory(tlsName))
                        .and(Command.of("chmod", "0700", ProxyFiles.DIRECTORY)),
                FileCommands.write(paths.tlsCertificate(tlsName), MODE, secrets.apply(custom.certificateSecret())),
                FileCommands.write(paths.tlsPrivateKey(tlsName), MODE, secrets.apply(custom.privateKeySecret())));
    }
}
