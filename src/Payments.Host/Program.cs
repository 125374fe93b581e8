using Payments.Host;
using Payments.Host.Commands;
using Payments.Host.Configuration;

try
{
    return await GatewayCommands.RunAsync(args, Console.Out, ServeAsync);
}
catch (Exception exception) when (StartFaults.InWords(exception) is { } words)
{
    Console.Error.WriteLine($"payments: {words}");
    return 1;
}

static async Task<int> ServeAsync(string[] settings)
{
    await using var app = GatewayApplication.Build(settings);
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
