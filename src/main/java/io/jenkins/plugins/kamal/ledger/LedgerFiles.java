package io.jenkins.plugins.kamal.ledger;

import hudson.XmlFile;
import hudson.util.XStream2;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads and writes ledgers, one small file per ledger. */
final class LedgerFiles {

    private static final Logger LOGGER = Logger.getLogger(LedgerFiles.class.getName());
    private static final XStream2 XSTREAM = xstream();

    /** The root element of files of the first format, which all jobs shared. */
    private static final String SHARED = "ledger";

    private final File directory;

    LedgerFiles(File directory) {
        this.directory = directory;
    }

    private static XStream2 xstream() {
        XStream2 xstream = new XStream2();
        xstream.alias("job-ledger", JobLedger.class);
        xstream.alias("role", RunningRole.class);
        xstream.alias("deployment", PastDeployment.class);
        return xstream;
    }

    List<JobLedger> load() {
        File[] files = directory.listFiles((parent, name) -> name.endsWith(".xml"));
        List<JobLedger> ledgers = new ArrayList<>();
        for (File file : files == null ? new File[0] : files) {
            try {
                XmlFile xml = new XmlFile(XSTREAM, file);
                if (xml.asString().contains("<" + SHARED + ">")) {
                    putAside(file, ".shared", "all jobs shared this file, but now each job has a ledger of its own");
                } else {
                    ledgers.add((JobLedger) xml.read());
                }
            } catch (IOException | RuntimeException e) {
                putAside(file, ".unreadable", String.valueOf(e.getMessage()));
            }
        }
        return ledgers;
    }

    /** Renames a file that is not used, so that nothing overwrites it. */
    private static void putAside(File file, String extension, String why) {
        File aside = new File(file.getPath() + extension);
        boolean moved = file.renameTo(aside);
        LOGGER.warning(() -> "The deployments in " + file + " are ignored: " + why
                + (moved ? ". The file is kept as " + aside : ""));
    }

    /** Saves a ledger. If that fails, as on a full disk, the ledger stays in memory and the error is logged. */
    void save(JobLedger ledger) {
        File file = new File(directory, ledger.id() + ".xml");
        try {
            new XmlFile(XSTREAM, file).write(ledger);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The deployments of " + ledger.key() + " cannot be saved to " + file);
        }
    }
}
