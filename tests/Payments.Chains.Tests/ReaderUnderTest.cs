using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains.Reading;
using Payments.Domain.Identity;
using Payments.Testing.Nodes.Bitcoin;
using Payments.Testing.Nodes.Solana;
using Payments.Testing.Nodes.Tron;

namespace Payments.Chains.Tests;

/// <summary>A reader as the product makes it, over nodes of the test's own.</summary>
public sealed class ReaderUnderTest : IDisposable
{
    /// <summary>The chain id that a test's nodes report.</summary>
    public const long ChainNumber = 31337;

    private readonly ServiceProvider services;

    public ReaderUnderTest(string token, IEnumerable<Uri> nodes, TimeProvider? time = null, params (string Name, string Value)[] settings)
        : this(ChainId.Bsc, [
            ("Rpc", string.Join(',', nodes)), ("ChainId", ChainNumber.ToString(CultureInfo.InvariantCulture)),
            ("Tokens:USDT:Contract", token), ("Tokens:USDT:Decimals", "6"), .. settings], time)
    {
    }

    private ReaderUnderTest(ChainId chain, IEnumerable<(string Name, string Value)> settings, TimeProvider? time)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (name, value) in settings) values[$"Chains:{chain}:{name}"] = value;
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        if (time is not null) collection.AddSingleton(time);
        services = collection.AddChains().BuildServiceProvider();
        Reader = services.GetRequiredService<IChainReaders>().Find(chain)!;
        Watched = Reader.CreateAddressSet();
        Watched.TakesCoin = true;
    }

    /// <summary>A reader of TRON over simulated nodes.</summary>
    public static ReaderUnderTest Tron(IEnumerable<TronSimulator> nodes, TimeProvider? time = null, params (string Name, string Value)[] settings) => new(ChainId.Tron, [
        ("Rpc", string.Join(',', nodes.Select(node => node.Url))),
        ("ChainId", nodes.First().Chain.ChainNumber.ToString(CultureInfo.InvariantCulture)), .. settings], time);

    /// <summary>A reader of a regtest of the Bitcoin family over simulated nodes.</summary>
    public static ReaderUnderTest Bitcoin(IReadOnlyList<BitcoinSimulator> nodes, TimeProvider? time = null, params (string Name, string Value)[] settings) => new(new ChainId(nodes[0].Chain.Rules.Chain), [
        ("Rpc", string.Join(',', nodes.Select(node => node.Url))), ("ChainId", nodes[0].Chain.Rules.ChainNumber.ToString(CultureInfo.InvariantCulture)), .. settings], time);

    /// <summary>A reader of Solana over simulated nodes.</summary>
    public static ReaderUnderTest Solana(IEnumerable<SolanaSimulator> nodes, TimeProvider? time = null, params (string Name, string Value)[] settings) => new(ChainId.Solana, [
        ("Rpc", string.Join(',', nodes.Select(node => node.Url))),
        ("ChainId", nodes.First().Chain.ChainNumber.ToString(CultureInfo.InvariantCulture)), .. settings], time);

    public IChainReader Reader { get; }

    /// <summary>The catalogue that the reader was made by.</summary>
    public ChainCatalog Catalog => services.GetRequiredService<ChainCatalog>();

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
