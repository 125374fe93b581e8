using Payments.Host;

try
{
    await using var app = GatewayApplication.Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is InvalidOperationException or Payments.Domain.Secrets.SecretException or Microsoft.Extensions.Options.OptionsValidationException)
{
    // A setting that cannot work is told in one line, without a trace.
    Console.Error.WriteLine($"payments: {exception.Message}");
    return 1;
}
