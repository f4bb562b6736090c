package io.jenkins.plugins.kamal.engine.secrets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks up the Passbolt folders that names refer to, each folder once. */
final class PassboltFolders {

    private final VaultAnswers answers;
    private final Map<String, String> ids = new LinkedHashMap<>();

    PassboltFolders(VaultAnswers answers) {
        this.answers = answers;
    }

    /** The id of the folder with a path such as {@code parent/child}. */
    String id(String path) throws InterruptedException {
        String known = ids.get(path);
        if (known != null) {
            return known;
        }
        int slash = path.lastIndexOf('/');
        String parent = slash < 0 ? "" : id(path.substring(0, slash));
        String filter = "Name == " + Passbolt.quoted(path.substring(slash + 1))
                + (slash < 0 ? "" : " && FolderParentID == " + Passbolt.quoted(parent));
        List<String> argv = List.of("passbolt", "list", "folders", "--filter", filter, "--json");
        for (JsonNode folder : answers.json("read folders from Passbolt", argv)) {
            String id = folder.path("id").asText();
            boolean atTop = folder.path("folder_parent_id").asText("").isEmpty();
            if (slash >= 0 || atTop) {
                ids.put(path, id);
                return id;
            }
        }
        throw new SecretsException("Could not find the folder " + path + " in Passbolt");
    }

    List<String> ids() {
        return new ArrayList<>(ids.values());
    }
}
