using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Payments.Host.Logging;

/// <summary>Writes to a file the very lines that the console gets.</summary>
/// <param name="file">The file.</param>
/// <param name="formatter">The console's.</param>
[ProviderAlias("File")]
internal sealed class FileLoggerProvider(RotatedFile file, ConsoleFormatter formatter) : ILoggerProvider, ISupportExternalScope
{
    private readonly ConsoleFormatter lines = formatter;
    private readonly RotatedFile file = file;
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new FileLogger(this, categoryName);

    /// <inheritdoc />
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    private sealed class FileLogger(FileLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => provider.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            using var text = new StringWriter();
            provider.lines.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), provider.scopes, text);
            provider.file.Write(text.ToString());
        }
    }
}
