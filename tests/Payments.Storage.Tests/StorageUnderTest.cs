using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payments.Domain.Callbacks;
using Payments.Domain.Orders;
using Payments.Domain.Users;
using Payments.Storage.Tests.Providers;

namespace Payments.Storage.Tests;

/// <summary>The storage services over a fresh database: SQLite in a folder of its own, unless the options say otherwise.</summary>
public sealed class StorageUnderTest : IAsyncDisposable
{
    private readonly IHost host;
    private readonly string folder;

    private StorageUnderTest(IHost host, string folder) => (this.host, this.folder) = (host, folder);

    public static async Task<StorageUnderTest> StartAsync(Action<StorageOptions> configure)
    {
        var folder = Directory.CreateTempSubdirectory("payments-storage-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Configure<StorageOptions>(options => options.Data = folder).Configure(configure).AddPaymentsStorage()
            .AddStateJson(TestJson.Default).AddStateJson(SampleJson.Default);
        var storage = new StorageUnderTest(builder.Build(), folder);
        try
        {
            await storage.host.StartAsync();
            return storage;
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The file of SQLite.</summary>
    public string File => Path.Combine(folder, "payments.db");

    public T Get<T>() where T : notnull => host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>The JSON types of these tests.</summary>
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(UserWallet))]
[JsonSerializable(typeof(Payments.Domain.Payouts.Payout))]
[JsonSerializable(typeof(Payments.Domain.Merchants.Merchant))]
public sealed partial class TestJson : JsonSerializerContext;
