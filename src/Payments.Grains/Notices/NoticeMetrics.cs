using System.Diagnostics.Metrics;
using Payments.Domain.Notices;

namespace Payments.Grains.Notices;

/// <summary>What became of messages.</summary>
public sealed class NoticeMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Payments.Notices";

    private readonly Counter<long> tries;

    /// <summary>Makes the instrument.</summary>
    public NoticeMetrics(IMeterFactory meters) => tries = meters.Create(MeterName).CreateCounter<long>(
        "payments.notices.tries", description: "Tries to send a notice, by channel and outcome; later is one that is made again.");

    /// <summary>A try ended.</summary>
    public void Tried(NoticeChannel channel, string outcome) =>
        tries.Add(1, new("channel", channel.ToString().ToLowerInvariant()), new("outcome", outcome));
}
