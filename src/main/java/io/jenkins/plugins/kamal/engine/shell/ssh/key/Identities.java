package io.jenkins.plugins.kamal.engine.shell.ssh.key;

import io.jenkins.plugins.kamal.engine.file.RegularFile;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.PrivateKeyText;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The keys that are offered to servers. Each key is read once. Thread-safe. */
public final class Identities {

    /**
     * The keys for one server.
     *
     * @param identities the keys in the order in which they are offered
     * @param skipped the configured keys that cannot be offered, with the reasons
     */
    public record Offer(List<Identity> identities, List<String> skipped) {

        public Offer {
            identities = List.copyOf(identities);
            skipped = List.copyOf(skipped);
        }

        /** All keys that are offered, for messages. */
        public String described() {
            String keys = identities.isEmpty()
                    ? "no key at all"
                    : String.join(
                            ", ", identities.stream().map(Identity::described).toList());
            return skipped.isEmpty() ? keys : keys + "; left out: " + String.join("; ", skipped);
        }
    }

    private static final int LARGEST = 1 << 20;
    private static final Offer NOTHING = new Offer(List.of(), List.of());

    private final List<Path> configuredFiles;
    private final Offer texts;
    private final Map<Path, Offer> agents = new ConcurrentHashMap<>();
    private final Map<Path, Offer> files = new ConcurrentHashMap<>();

    /** Reads the keys that are given as text. Files are read, and agents asked, when a server needs them. */
    public Identities(SshSettings.Keys keys) {
        this.configuredFiles = keys.files();
        List<Identity> held = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (PrivateKeyText text : keys.texts()) {
            try {
                PrivateKeys.read(text.text().reveal(), text.passphraseOrNull())
                        .forEach(pair -> held.add(new Identity.Held(pair, text.name())));
            } catch (IOException e) {
                skipped.add(text.name() + ": " + e.getMessage());
            }
        }
        this.texts = new Offer(held, skipped);
    }

    /**
     * The keys for a server, in this order: texts, files, the agent's keys that are configured, and the agent's other
     * keys. A certificate comes before its key.
     */
    public Offer offerTo(SshDestination destination) {
        SshDestination.Login login = destination.login();
        List<Identity> offered = new ArrayList<>(texts.identities());
        List<String> skipped = new ArrayList<>(texts.skipped());
        List<HostKey> publicHalves = new ArrayList<>();
        for (Path file : login.keyFiles()) {
            Offer held = files.computeIfAbsent(file, this::inFile);
            offered.addAll(held.identities());
            skipped.addAll(held.skipped());
            publicHalf(file).ifPresent(publicHalves::add);
        }
        Path socket = login.agentSocket();
        Offer agent = socket == null ? NOTHING : agents.computeIfAbsent(socket, Identities::inAgent);
        skipped.addAll(agent.skipped());
        List<Identity> others = new ArrayList<>();
        for (Identity identity : agent.identities()) {
            if (offered.stream().anyMatch(other -> other.key().equals(identity.key()))) {
                continue;
            }
            (publicHalves.contains(identity.plainKey()) ? offered : others).add(identity);
        }
        if (!login.configuredOnly()) {
            offered.addAll(others);
        }
        return new Offer(new Certificates(login).before(offered, skipped), skipped);
    }

    private Offer inFile(Path file) {
        if (!Files.exists(file)) {
            return new Offer(
                    List.of(),
                    configuredFiles.contains(file) ? List.of(file + " (ssh/keys): there is no such file") : List.of());
        }
        try {
            byte[] content = RegularFile.bytes(file, LARGEST);
            List<KeyPair> pairs = PrivateKeys.read(new String(content, StandardCharsets.ISO_8859_1), null);
            Arrays.fill(content, (byte) 0);
            return new Offer(
                    pairs.stream()
                            .map(pair -> (Identity) new Identity.Held(pair, file.toString()))
                            .toList(),
                    List.of());
        } catch (IOException e) {
            return new Offer(List.of(), List.of(file + ": " + e.getMessage()));
        }
    }

    private static Optional<HostKey> publicHalf(Path file) {
        Path half = file.resolveSibling(file.getFileName() + ".pub");
        try {
            String[] words = Files.isRegularFile(half)
                    ? RegularFile.text(half, LARGEST).strip().split("\\s+")
                    : new String[0];
            return words.length < 2 ? Optional.empty() : HostKey.decode(words[1]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Offer inAgent(Path socket) {
        try (AgentSocket connection = new AgentSocket(socket)) {
            List<Identity> identities = new ArrayList<>();
            connection
                    .getIdentities()
                    .forEach(entry -> identities.add(new Identity.InAgent(socket, entry.getKey(), entry.getValue())));
            identities.sort(Comparator.comparing(identity -> identity.plainKey().equals(identity.key())));
            return new Offer(identities, List.of());
        } catch (IOException e) {
            return new Offer(
                    List.of(),
                    List.of("ssh-agent at " + socket + " (SSH_AUTH_SOCK or IdentityAgent): " + e.getMessage()));
        }
    }
}
