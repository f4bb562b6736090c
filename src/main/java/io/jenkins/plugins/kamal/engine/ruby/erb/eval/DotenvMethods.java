package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.file.RegularFile;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.AgentAccess;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.DotenvFile;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code Dotenv.load} and similar methods, which set variables from {@code .env} for the rest of the run. */
final class DotenvMethods {

    private static final int LARGEST = 1 << 20;

    private final AgentAccess agent;

    DotenvMethods(AgentAccess agent) {
        this.agent = agent;
    }

    Object call(MethodCall call) {
        boolean overwrite = call.option("overwrite");
        return switch (call.method()) {
            case "load" -> load(call.texts(), overwrite, true, call.place());
            case "load!" -> load(call.texts(), overwrite, false, call.place());
            case "overload", "overwrite" -> load(call.texts(), true, true, call.place());
            case "overload!", "overwrite!" -> load(call.texts(), true, false, call.place());
            default -> throw call.unsupported();
        };
    }

    /** The first of several files wins, even if they overwrite the environment. */
    Object load(List<String> names, boolean overwrite, boolean mayBeMissing, RubyPosition place) {
        List<String> files = new java.util.ArrayList<>(names.isEmpty() ? List.of(".env") : names);
        if (overwrite) {
            java.util.Collections.reverse(files);
        }
        Map<Object, Object> all = new LinkedHashMap<>();
        for (String name : files) {
            Path file = agent.projectDirectory().resolve(name);
            if (Files.exists(file)) {
                read(name, file, overwrite, place).forEach((key, entry) -> {
                    agent.environment().put(key, entry.value());
                    all.put(key, entry.value());
                });
            } else if (!mayBeMissing) {
                throw RubyFault.error(place, name + " is not there: create it, or use Dotenv.load, which does without");
            }
        }
        return all;
    }

    private Map<String, DotenvFile.Entry> read(String name, Path file, boolean overwrite, RubyPosition place) {
        try {
            String text = RegularFile.text(file, LARGEST);
            return overwrite
                    ? DotenvFile.parse(name, text, agent.environment(), agent.commands())
                    : DotenvFile.parseBehind(name, text, agent.environment(), agent.commands());
        } catch (SecretsException e) {
            throw RubyFault.error(place, e.getMessage());
        } catch (RegularFile.TooLargeException e) {
            throw RubyFault.error(place, name + " is larger than 1 MiB");
        } catch (IOException e) {
            throw RubyFault.error(
                    place,
                    name + " cannot be read (" + e.getClass().getSimpleName()
                            + "): it must be a UTF-8 file that the user of the agent may read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RubyFault.error(place, "interrupted while " + name + " was read");
        }
    }
}
