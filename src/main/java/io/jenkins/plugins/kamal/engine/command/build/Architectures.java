package io.jenkins.plugins.kamal.engine.command.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Builder;
import java.util.List;

/**
 * The architectures that this machine and the remote builder build ({@code local_arches} and {@code remote_arches} of
 * {@code lib/kamal/configuration/builder.rb}).
 *
 * @param local the architectures that this machine builds
 * @param remote the architectures that the remote builder builds
 */
record Architectures(List<String> local, List<String> remote) {

    Architectures {
        local = List.copyOf(local);
        remote = List.copyOf(remote);
    }

    static Architectures of(Builder builder, @CheckForNull String machineArchitecture) {
        if (builder.machines().remote().isEmpty()) {
            return new Architectures(builder.machines().local() ? builder.arches() : List.of(), List.of());
        }
        String own = machineArchitecture == null ? null : dockerName(machineArchitecture.strip());
        boolean buildsOwn =
                own != null && builder.machines().local() && builder.arches().contains(own);
        return new Architectures(
                buildsOwn ? List.of(own) : List.of(),
                builder.arches().stream()
                        .filter(arch -> !(buildsOwn && arch.equals(own)))
                        .toList());
    }

    private static String dockerName(String kernelName) {
        if (kernelName.contains("aarch64")) {
            return "arm64";
        }
        return kernelName.contains("x86_64") ? "amd64" : kernelName;
    }

    /** Formats architectures as docker platforms: {@code linux/amd64,linux/arm64}. */
    static String platforms(List<String> architectures) {
        return String.join(
                ",", architectures.stream().map(arch -> "linux/" + arch).toList());
    }
}
