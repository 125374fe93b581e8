using System.Globalization;

namespace Payments.Storage.Export;

/// <summary>A folder of exports, each named after when it began, so that their names sort by age.</summary>
public sealed class BackupFolder(string path, TimeProvider time)
{
    private const string Pattern = "payments-*.export";

    /// <summary>What an export that was killed leaves is kept this long, because another may be at work in the folder.</summary>
    private static readonly TimeSpan RestOfFailed = TimeSpan.FromDays(1);

    /// <summary>The path of an export that begins now.</summary>
    public string NextFile() => Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"payments-{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.export"));

    /// <summary>Removes all but the newest exports, with their checksums, and what failed ones left.</summary>
    /// <param name="keep">How many stay, from 1.</param>
    /// <returns>The names of what was removed.</returns>
    /// <exception cref="IOException">Something cannot be removed.</exception>
    public IReadOnlyList<string> Prune(int keep)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        var begun = time.GetUtcNow() - RestOfFailed;
        string[] removed =
        [
            .. Directory.GetFiles(path, Pattern).OrderDescending(StringComparer.Ordinal).Skip(keep),
            .. Directory.GetFiles(path, Pattern + MovedFileWriter.Unfinished)
                .Where(file => File.GetLastWriteTimeUtc(file) < begun.UtcDateTime),
        ];
        foreach (var file in removed)
        {
            File.Delete(file);
            File.Delete(file + ".sha256");
        }
        return [.. removed.Select(file => Path.GetFileName(file))];
    }
}
