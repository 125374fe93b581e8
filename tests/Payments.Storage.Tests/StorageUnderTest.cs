using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payments.Domain.Orders;
using Payments.Domain.Webhooks;

namespace Payments.Storage.Tests;

/// <summary>The storage services over a fresh database.</summary>
public sealed class StorageUnderTest : IAsyncDisposable
{
    private readonly IHost host;

    private StorageUnderTest(IHost host) => this.host = host;

    public static async Task<StorageUnderTest> StartAsync(Action<StorageOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Configure(configure).AddPaymentsStorage().AddStateJson(TestJson.Default);
        var host = builder.Build();
        await host.StartAsync();
        return new StorageUnderTest(host);
    }

    public T Get<T>() where T : notnull => host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}

/// <summary>The JSON types of these tests.</summary>
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Delivery))]
public sealed partial class TestJson : JsonSerializerContext;
