using System.Globalization;

namespace Payments.Storage.Export;

/// <summary>When this installation was last exported whole, so that whoever watches it hears of backups that are not made any more.</summary>
public sealed class BackupMark(Settings settings, TimeProvider time)
{
    private const string Setting = "last-backup";

    /// <summary>When that was, or null for never.</summary>
    public async Task<DateTimeOffset?> FindAsync() =>
        await settings.FindAsync(Setting) is { } value ? DateTimeOffset.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) : null;

    /// <summary>It is now.</summary>
    public Task SetAsync() => settings.PutAsync(Setting, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
}
