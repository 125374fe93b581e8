using Microsoft.Extensions.DependencyInjection;
using Payments.Providers.Alipay;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus;
using Payments.Providers.Medogram;
using Payments.Providers.WeChat;

namespace Payments.Providers.Tests;

/// <summary>The providers as a host has them.</summary>
internal sealed class ProviderHost : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public ProviderHost(ProviderHttpOptions? options = null, TimeProvider? time = null)
    {
        var collection = new ServiceCollection();
        if (time is not null) collection.AddSingleton(time);
        options ??= new ProviderHttpOptions { RetryDelay = TimeSpan.Zero };
        services = collection.AddAlipay(options).AddCryptomus(options).AddMedogram(options).AddWeChat(options).BuildServiceProvider();
    }

    public ProviderHttp Http => services.GetRequiredService<ProviderHttp>();

    public TimeProvider Time => services.GetRequiredService<TimeProvider>();

    public IPaymentProvider Provider(string name) => services.GetServices<IPaymentProvider>().Single(provider => provider.Name == name);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
