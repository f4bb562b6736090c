package io.jenkins.plugins.kamal.engine.shell.ssh;

import io.jenkins.plugins.kamal.engine.Needs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Programs of OpenSSH; a test that needs one which is not there is skipped, and says so. */
public final class Programs {

    private Programs() {}

    public static String need(String name) {
        for (String directory : (System.getenv("PATH") + ":/usr/sbin:/usr/bin").split(":")) {
            Path program = Path.of(directory, name);
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        Needs.skipUnless(
                false, name + " is not on this machine (Debian: openssh-client, openssh-server): test skipped");
        return name;
    }

    public static String run(Map<String, String> environment, String... argv) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.redirectInput(Path.of("/dev/null").toFile());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(Arrays.toString(argv) + ": " + printed);
        }
        return printed;
    }

    /** Makes a key pair with ssh-keygen; the private half is in the file. */
    public static Path keygen(Path file, String... options) throws Exception {
        String[] argv = new String[options.length + 6];
        argv[0] = need("ssh-keygen");
        argv[1] = "-q";
        argv[2] = "-f";
        argv[3] = file.toString();
        argv[4] = "-C";
        argv[5] = file.getFileName().toString();
        System.arraycopy(options, 0, argv, 6, options.length);
        run(Map.of(), argv);
        return file;
    }
}
