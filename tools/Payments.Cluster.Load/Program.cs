using System.Globalization;
using Payments.Cluster.Load;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
LoadOptions options;
try
{
    options = LoadOptions.Parse(args);
}
catch (ArgumentException mistake)
{
    Console.Error.WriteLine(mistake.Message);
    return 2;
}
return options.Fault is { } fault ? await FaultRun.RunAsync(options, fault) : await ScaleRun.RunAsync(options);
