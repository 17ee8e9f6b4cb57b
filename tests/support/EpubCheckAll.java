import com.adobe.epubcheck.tool.EpubChecker;

/** Runs EPUBCheck over each of the files, in one machine of Java; what it says of FILE stands in FILE.json. */
public class EpubCheckAll {
  public static void main(String[] files) {
    for (String file : files) new EpubChecker().run(new String[] {file, "-q", "--json", file + ".json"});
  }
}
