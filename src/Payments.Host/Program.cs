using Payments.Host;
using Payments.Host.Configuration;

try
{
    if (DatabaseCommands.IsOne(args)) return await DatabaseCommands.RunAsync(args, Console.Out);
    if (HealthCommand.IsOne(args)) return await HealthCommand.RunAsync(args, Console.Out);
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
