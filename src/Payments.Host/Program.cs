using Payments.Domain.Settings;
using Payments.Host;
using Payments.Host.Configuration;

try
{
    if (DatabaseCommands.IsOne(args)) return await DatabaseCommands.RunAsync(args, Console.Out);
    if (HealthCommand.IsOne(args)) return await HealthCommand.RunAsync(args, Console.Out);
    if (args is [var word, ..] && !word.StartsWith('-') && !word.StartsWith('/') && !word.Contains('='))
        throw new SettingException($"'{word}' is no command; those are {string.Join(", ", DatabaseCommands.Names)} and health. Without one the gateway starts; settings are written --Name=value.");
    await using var app = GatewayApplication.Build(args);
    try
    {
        await app.RunAsync();
    }
    catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
    {
        // It was asked to stop while it was starting.
    }
    return 0;
}
catch (Exception exception) when (StartFaults.InWords(exception) is { } words)
{
    Console.Error.WriteLine($"payments: {words}");
    return 1;
}
