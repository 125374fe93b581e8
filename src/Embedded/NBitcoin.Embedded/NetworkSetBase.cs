namespace NBitcoin;

/// <summary>The networks of one coin.</summary>
public abstract class NetworkSetBase
{
    private protected NetworkSetBase(Network mainnet, Network testnet, Network regtest) => (Mainnet, Testnet, Regtest) = (mainnet, testnet, regtest);

    /// <summary>Where the coin is worth something.</summary>
    public Network Mainnet { get; }

    /// <summary>The public test network.</summary>
    public Network Testnet { get; }

    /// <summary>The network for local tests.</summary>
    public Network Regtest { get; }
}
