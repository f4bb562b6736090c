package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.shell.ssh.config.ConfigLine;
import io.jenkins.plugins.kamal.engine.shell.ssh.config.HostConfig;
import io.jenkins.plugins.kamal.engine.shell.ssh.config.Tokens;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HomePath;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which keys, certificates, agent and known_hosts files are used for a host. */
final class LoginChoice {

    private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    private static final Path SYSTEM = Path.of("/etc/ssh");

    private final SshSettings settings;

    LoginChoice(SshSettings settings) {
        this.settings = settings;
    }

    SshDestination.Login login(HostConfig said, Tokens tokens) {
        SshSettings.Keys keys = settings.keys();
        boolean only = keys.only()
                || said.line("identitiesonly").map(ConfigLine::isYes).orElse(false);
        return new SshDestination.Login(
                keyFiles(said, tokens, only), paths(said, "certificatefile", tokens), agent(said, tokens), only);
    }

    private List<Path> keyFiles(HostConfig said, Tokens tokens, boolean only) {
        SshSettings.Keys keys = settings.keys();
        if (!keys.files().isEmpty()) {
            return keys.files();
        }
        if (!said.all("identityfile").isEmpty()) {
            return paths(said, "identityfile", tokens);
        }
        return only && keys.only()
                ? List.of()
                : DEFAULT_KEYS.stream()
                        .map(name -> keys.home().resolve(".ssh").resolve(name))
                        .toList();
    }

    private @CheckForNull Path agent(HostConfig said, Tokens tokens) {
        Optional<ConfigLine> line = said.line("identityagent");
        Path usual = settings.keys().agentSocketOrNull();
        if (line.isEmpty() || line.get().word().equals("SSH_AUTH_SOCK")) {
            return usual;
        }
        String word = line.get().word();
        if (word.startsWith("$")) {
            throw line.get().invalid("names a variable of the environment; write the path, or SSH_AUTH_SOCK");
        }
        return word.equalsIgnoreCase("none") ? null : path(line.get(), word, tokens);
    }

    /** The known_hosts files of the settings. The SSH configuration can replace those of the user and the system. */
    List<Path> knownHostsFiles(HostConfig said, Tokens tokens) {
        List<Path> files = new ArrayList<>();
        files.addAll(replaced(said, "userknownhostsfile", tokens, false));
        files.addAll(replaced(said, "globalknownhostsfile", tokens, true));
        return files;
    }

    private List<Path> replaced(HostConfig said, String keyword, Tokens tokens, boolean ofSystem) {
        return said.line(keyword).isPresent()
                ? paths(said, keyword, tokens)
                : settings.hostKeys().files().stream()
                        .filter(file -> file.startsWith(SYSTEM) == ofSystem)
                        .toList();
    }

    private List<Path> paths(HostConfig said, String keyword, Tokens tokens) {
        return said.all(keyword).stream()
                .flatMap(line -> line.words().stream()
                        .filter(word -> !word.equalsIgnoreCase("none"))
                        .map(word -> path(line, word, tokens)))
                .toList();
    }

    private Path path(ConfigLine line, String word, Tokens tokens) {
        return HomePath.of(tokens.expand(line, word), settings.keys().home());
    }
}
