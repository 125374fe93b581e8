using Microsoft.Extensions.Logging;

namespace Payments.Storage.Databases.Postgres;

internal sealed partial class PostgresMigration
{
    [LoggerMessage(1, LogLevel.Information, "Schema script {Name} begins.")]
    private partial void LogBegins(string name);

    [LoggerMessage(2, LogLevel.Information, "Schema script {Name} is applied.")]
    private partial void LogApplied(string name);

    [LoggerMessage(3, LogLevel.Warning, "Schema script {Name} needs a table that another session uses, a backup perhaps; it lets others pass and tries again in {Pause}.")]
    private partial void LogWaits(string name, TimeSpan pause);
}
