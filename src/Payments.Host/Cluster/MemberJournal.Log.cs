using Orleans.Runtime;

namespace Payments.Host.Cluster;

internal sealed partial class MemberJournal
{
    [LoggerMessage(LogLevel.Information, "Silo {Silo} joined the cluster")]
    private static partial void LogJoined(ILogger logger, SiloAddress silo);

    [LoggerMessage(LogLevel.Information, "Silo {Silo} leaves the cluster in order ({Status})")]
    private static partial void LogLeaving(ILogger logger, SiloAddress silo, SiloStatus status);

    [LoggerMessage(LogLevel.Warning, "Silo {Silo} is gone; its grains move to the other silos. No action needed if it was stopped; else look at its own log")]
    private static partial void LogGone(ILogger logger, SiloAddress silo);

    [LoggerMessage(LogLevel.Error, "The other silos declared this silo ({Silo}) dead; it ends. Whatever runs it must start it again")]
    private static partial void LogDeclaredDead(ILogger logger, SiloAddress silo);
}
