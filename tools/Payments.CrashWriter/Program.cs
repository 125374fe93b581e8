using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payments.CrashWriter;
using Payments.Storage;

// Writes without end until it is killed; the storage tests start it as a process of its own.
// Arguments: the data folder (or a dash), the connection string (or a dash), the number of this run.
var acknowledgements = new Acknowledgements(Console.OpenStandardOutput());
acknowledgements.Say("started");
var builder = Host.CreateEmptyApplicationBuilder(null);
builder.Services.Configure<StorageOptions>(options => (options.Data, options.Database) = (args[0], args[1] == "-" ? "" : args[1])).AddPaymentsStorage();
using var host = builder.Build();
await host.StartAsync();
await new Workload(host.Services.GetRequiredService<Payments.Storage.States.IStateStore>(), host.Services.GetRequiredService<Settings>(),
    host.Services.GetRequiredService<IDatabase>(), acknowledgements, run: args[2]).RunAsync();
