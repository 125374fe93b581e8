using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains.Reading;
using Payments.Domain.Identity;

namespace Payments.Chains.Tests;

/// <summary>A reader of BSC as the product makes it, over nodes of the test's own.</summary>
public sealed class ReaderUnderTest : IDisposable
{
    /// <summary>The chain id that a test's nodes report.</summary>
    public const long ChainNumber = 31337;

    private readonly ServiceProvider services;

    public ReaderUnderTest(string token, IEnumerable<Uri> nodes, TimeProvider? time = null, params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = string.Join(',', nodes),
            ["Chains:Bsc:ChainId"] = ChainNumber.ToString(CultureInfo.InvariantCulture),
            ["Chains:Bsc:Tokens:USDT:Contract"] = token,
            ["Chains:Bsc:Tokens:USDT:Decimals"] = "6",
        };
        foreach (var (name, value) in settings) values[$"Chains:Bsc:{name}"] = value;
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        if (time is not null) collection.AddSingleton(time);
        services = collection.AddChains().BuildServiceProvider();
        Reader = services.GetRequiredService<IChainReaders>().Find(ChainId.Bsc)!;
        Watched = Reader.CreateAddressSet();
    }

    public IChainReader Reader { get; }

    public IAddressSet Watched { get; }

    public Task<BlockBatch> ReadAsync(long from, long to) => Reader.ReadAsync(from, to, Watched, CancellationToken.None);

    public Task<ChainHead> GetHeadAsync() => Reader.GetHeadAsync(CancellationToken.None);

    /// <summary>Reads and expects to be refused; returns why.</summary>
    public async Task<string> RefusedAsync(long from, long to)
    {
        var act = () => ReadAsync(from, to);
        return (await act.Should().ThrowAsync<ChainReadException>()).Which.Message;
    }

    public void Dispose() => services.Dispose();
}
