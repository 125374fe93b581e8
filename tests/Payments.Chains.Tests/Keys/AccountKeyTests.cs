using Payments.Chains.Keys;
using Payments.Domain.Identity;

namespace Payments.Chains.Tests.Keys;

/// <summary>Which keys an account may be given by, and what each refusal says.</summary>
public sealed class AccountKeyTests
{
    private const string Zpub = "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs";
    private const string Taproot = "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ";
    private const string Upub = "upub5EFU65HtV5TeiSHmZZm7FUffBGy8UKeqp7vw43jYbvZPpoVsgU93oac7Wk3u6moKegAEWtGNF8DehrnHtv21XXEMYRUocHqguyjknFHYfgY";

    [Fact]
    public void The_vectors_of_BIP_84_are_derived()
    {
        var key = KeysUnderTest.Chains.ReadKey(ChainId.Bitcoin, Zpub, null).Key!;
        (key.AddressAt(0), key.AddressAt(1)).Should().Be(("bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu", "bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g"));
        key.Key.ScriptType.Should().Be(ScriptTypes.SegWit);
    }

    [Fact]
    public void The_vectors_of_BIP_86_are_derived()
    {
        var key = KeysUnderTest.Chains.ReadKey(ChainId.Bitcoin, Taproot, ScriptTypes.Taproot).Key!;
        (key.AddressAt(0), key.AddressAt(1)).Should().Be(("bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr", "bc1p4qhjn9zdvkux4e44uhx8tc55attvtyu358kutcqkudyccelu0was9fqzwh"));
    }

    [Fact]
    public void The_vector_of_BIP_49_is_derived() =>
        KeysUnderTest.TestNets.ReadKey(ChainId.Bitcoin, Upub, null).Key!.AddressAt(0).Should().Be("2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2");

    [Fact]
    public void A_key_has_one_id_in_whichever_way_it_is_written_and_another_for_other_addresses()
    {
        var chains = KeysUnderTest.Chains;
        string Id(string? scriptType) => chains.ReadKey(ChainId.Bitcoin, Taproot, scriptType).Key!.Key.Id;

        Id(null).Should().Be(Id(ScriptTypes.Legacy)).And.NotBe(Id(ScriptTypes.SegWit));
        chains.ReadKey(ChainId.Bitcoin, Zpub, null).Key!.Key.Id.Should().Be(chains.ReadKey(ChainId.Bitcoin, Zpub, ScriptTypes.SegWit).Key!.Key.Id).And.MatchRegex("^[0-9a-f]{32}$");
    }

    [Theory]
    [InlineData("bitcoin", Upub, null, "a key that begins with upub is of another network: expected an account's extended public key, xpub…, ypub…, zpub…")]
    [InlineData("ethereum", Zpub, null, "a key that begins with zpub is of another network: expected an account's extended public key, xpub…")]
    [InlineData("dash", Zpub, null, "a key that begins with zpub is of another network: expected an account's extended public key, drkp…, xpub…")]
    [InlineData("tron", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", null, "expected an account's extended public key, xpub…")]
    [InlineData("tron", "", null, "expected an account's extended public key, xpub…")]
    [InlineData("ethereum", "0x52908400098527886e0f7030069857d2e4169ee7", null, "expected an account's extended public key, xpub…")]
    [InlineData("ethereum", "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsR", null, "the checksum does not fit: a character or its case is wrong or missing")]
    [InlineData("bitcoin", "Zpub6vZyhw1ShkEwNxtqfjk7jiwoEbZYMJdbWLHvEwo6Ns2fFc9rdQn3SerYFQXYxtZYbA8a1d83shW3g4WbsnVsymy2L8m7wpeApiuPxug3ARu", null, "this key is of a multi-signature wallet, whose addresses belong to several keys; give one of a wallet with a single key")]
    [InlineData("bitcoin", "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Q5JXayek4PRsn35jii4veMimro1xefsM58PgBMrvdYre8QyULY", null, "no point of the curve, or a master key that names a parent: the key is damaged")]
    [InlineData("bitcoin", "xpub6H3W6JmYJXN49h5TfcVjLC3onS6uPeUTTJoVvRC8oG9vsTn2J8LwigLzq5tHbrwAzH9DGo6ThGUdWsqce8dGfwHVBxSbixjDADGGdzF7t2B", null, "this key lies 5 steps below the master key; give the account's, which lies 3 below it, because addresses are 0/i of what you give")]
    [InlineData("bitcoin", "DMwo58pR1QLEFihHiXPVykYB6fJmsTeHvyTp7hRThAtCX8CvYzgPcn8XnmdfHPmHJiEDXkTiJTVV9rHEBUem2mwVbbNfvT2MTcAqj3nesx8uBf9", null, "expected an account's extended public key, xpub…, ypub…, zpub…")]
    [InlineData("solana", Taproot, null, "addresses of Solana cannot be derived from a public key: give an address")]
    public void A_key_that_is_none_is_refused_with_what_was_expected(string chain, string text, string? scriptType, string error)
    {
        var reading = KeysUnderTest.Chains.ReadKey(new ChainId(chain), text, scriptType);
        (reading.Key is not null, reading.IsScriptType, reading.Error).Should().Be((false, false, error));
    }

    [Theory]
    [InlineData("bitcoin", Zpub, "p2pkh", "a key that begins with zpub is of a wallet with p2wpkh addresses")]
    [InlineData("bitcoin", Zpub, "segwit", "expected one of p2pkh, p2sh-p2wpkh, p2wpkh, p2tr")]
    [InlineData("dash", Taproot, "p2wpkh", "Dash has p2pkh addresses only")]
    [InlineData("tron", Taproot, "p2pkh", "addresses of tron have one form: leave it out")]
    [InlineData("ethereum", Taproot, "p2tr", "addresses of ethereum have one form: leave it out")]
    public void A_script_type_that_does_not_fit_is_refused_by_its_name(string chain, string text, string scriptType, string error)
    {
        var reading = KeysUnderTest.Chains.ReadKey(new ChainId(chain), text, scriptType);
        (reading.Key is not null, reading.IsScriptType, reading.Error).Should().Be((false, true, error));
    }

    [Theory]
    [InlineData("xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHL")]
    [InlineData("xprv9xJocDuwtYCMNAo3Zw76WENQeAS6WGXQ55RCy7tDJ8oALr4FWkuVoHJeHVAcAqiZLE7Je3vZJHxspZdFHfnBEjHqU5hG1Jaj32dVoS6XLT1")]
    [InlineData("uprv91G7gZkzehuMVxDJTYE6tLivdF8e4rvzSu1LFfKw3b2Qx1Aj8vpoFnHdfUZ3hmi9jsvPifmZ24RTN2KhwB8BfMLTVqaBReibyaFFcTP1s9n")]
    [InlineData("xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6LBpB85b3D2yc8sfvZU521AAwdZafEz7mnzBBsz4wKY5fTtTQBm")]
    [InlineData("DMwo58pR1QLEFihHiXPVykYB6fJmsTeHvyTp7hRThAtCX8CvYzgPcn8XnmdfHGMQzT7ayAmfo4z3gY5KfbrZWZ6St24UVf2Qgo6oujFktLHdHY4")]
    [InlineData("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about")]
    [InlineData("KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617")]
    [InlineData("0xda146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0")]
    [InlineData("drkvjJe5sJgqomjLv6zDUWjUrePGVmk3gwcBvDoPsVGvLd7hyuKHqRwTPJtRgPVxPGjXZ6BvBvpgjz1wpdjkPKRGPVqNnxBWvMoJq1jzzgHyGBP")]
    [InlineData("99eUso3aSbE9tqGSTXzo3TLfKb9RkMTURrHKQ1K7Zh3StnzFNUx8FKCPPPPpR479qsw5zv2WNBKmgiz7WqgAJfM")]
    [InlineData("[9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,253,23,36,56,90,160,199,91,100,251,120,205,96,47,161,217,145,253,235,247,107,19,197,142,215,2,234,200,53,233,246,24]")]
    public void A_private_key_is_refused_on_every_chain_and_never_repeated(string secret)
    {
        foreach (var chain in KeysUnderTest.Chains.Known)
        {
            var reading = KeysUnderTest.Chains.ReadKey(chain, secret, null);
            reading.Error.Should().Be(PrivateKeys.Refusal);
            reading.Error.Should().NotContain(secret[..8]);
        }
    }

    [Theory]
    [InlineData("5g7ssh7NtuLi6DXV4iFhz3FhrhYSCAKiS9eFk8xz8mfNBCCLLcFBKH751No7tTcspz7LWUC6AEv6Jw4ygS9ZEHgp")]
    [InlineData("9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM")]
    [InlineData("TJRabPrwbZy45sbavfcjinPJC18kjpRTv8")]
    [InlineData("[1,2,3]")]
    [InlineData(Taproot)]
    public void What_everybody_may_see_is_not_called_a_private_key(string text) => PrivateKeys.Matches(text).Should().BeFalse();

    [Theory]
    [InlineData(-1)]
    [InlineData(1L << 31)]
    public void An_index_beyond_the_keys_own_is_refused(long index) =>
        KeysUnderTest.Chains.ReadKey(ChainId.Tron, Taproot, null).Key!.Invoking(key => key.AddressAt(index)).Should().Throw<ArgumentOutOfRangeException>();
}
