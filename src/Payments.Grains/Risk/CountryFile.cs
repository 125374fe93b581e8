using System.Net;
using MaxMind.Db;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Payments.Contracts.Risk;

namespace Payments.Grains.Risk;

/// <summary>The countries of networks, from a file that the operator brings. It is held in memory and read again when it changes.</summary>
public sealed partial class CountryFile(IOptions<RiskOptions> options, TimeProvider time, ILogger<CountryFile> logger)
{
    /// <summary>How often it is looked whether the file changed.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private Reader? reader;
    private DateTime readFrom;
    private long? lookedAt;

    /// <summary>Whether there is a file at all.</summary>
    public bool IsConfigured => options.Value.CountryFile.Length > 0;

    /// <summary>The country of an address in two letters; null where the file does not say, or there is none.</summary>
    public string? Find(IPAddress? address)
    {
        if (address is null || !IsConfigured) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var found = Present()?.Find<Dictionary<string, object>>(address);
        return CodeOf(found, "country") ?? CodeOf(found, "registered_country");
    }

    private static string? CodeOf(Dictionary<string, object>? found, string field) =>
        found?.GetValueOrDefault(field) is Dictionary<string, object> country ? country.GetValueOrDefault("iso_code") as string : null;

    /// <summary>A file that cannot be read leaves the one before in force.</summary>
    private Reader? Present()
    {
        lock (gate)
        {
            if (lookedAt is { } last && time.GetElapsedTime(last) < LookEvery) return reader;
            lookedAt = time.GetTimestamp();
            try
            {
                var changed = File.GetLastWriteTimeUtc(options.Value.CountryFile);
                if (reader is not null && changed == readFrom) return reader;
                // In memory: the file may be replaced while it is read, and nobody disposes of a reader that others still use.
                reader = new Reader(options.Value.CountryFile, FileAccessMode.Memory);
                readFrom = changed;
                LogRead(logger, options.Value.CountryFile, reader.Metadata.DatabaseType, reader.Metadata.BuildDate);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDatabaseException)
            {
                LogUnreadable(logger, options.Value.CountryFile, exception);
            }
            return reader;
        }
    }

    [LoggerMessage(LogLevel.Information, "Countries are read from {File}: {Type} of {Built}")]
    private static partial void LogRead(ILogger logger, string file, string type, DateTime built);

    [LoggerMessage(LogLevel.Error,
        "The file of countries {File} cannot be read; what was read before stays in force. Replace it with a file in MaxMind's format")]
    private static partial void LogUnreadable(ILogger logger, string file, Exception exception);
}
