using System.Text.Json;

namespace Payments.Domain.Rates.Sources;

/// <summary>The format of one public price API: what to ask for, and how to read the answers. It does no I/O.</summary>
public interface IRateSource
{
    /// <summary>The name in settings, logs and quotes.</summary>
    string Name { get; }

    /// <summary>Where the API is, unless the configuration says otherwise.</summary>
    Uri DefaultUrl { get; }

    /// <summary>The paths to GET, relative to the base URL; none when this source does not price the pair.</summary>
    IReadOnlyList<string> Paths(RatePair pair);

    /// <summary>Reads the price out of the answers, one for each path and in that order.</summary>
    /// <param name="pair">What was asked for.</param>
    /// <param name="answers">The JSON of each answer.</param>
    /// <param name="receivedAt">When they came, for sources that give no time of their own.</param>
    /// <exception cref="FormatException">An answer is not in the published form, or is about something else.</exception>
    PriceReading Read(RatePair pair, IReadOnlyList<JsonElement> answers, DateTimeOffset receivedAt);
}
