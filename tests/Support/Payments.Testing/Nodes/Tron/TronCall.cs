using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Nethereum.Util;

namespace Payments.Testing.Nodes.Tron;

/// <summary>What a transaction asks for: one contract of java-tron's <c>core/contract</c>, with the bytes by which the transaction is named.</summary>
public sealed record TronCall
{
    private const int TransferType = 1;
    private const int TransferAssetType = 2;
    private const int TriggerType = 31;
    private const string TypeUrls = "type.googleapis.com/protocol.";

    private TronCall(int number, string type, JsonObject value, byte[] bytes) => (Number, Type, Value, Bytes) = (number, type, value, bytes);

    /// <summary>The contract's number in <c>ContractType</c>.</summary>
    public int Number { get; }

    /// <summary>Its name.</summary>
    public string Type { get; }

    /// <summary>Its fields, as nodes print them.</summary>
    public JsonObject Value { get; }

    /// <summary>Its bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>A transfer of coins.</summary>
    public static TronCall Coins(string owner, string to, long sun) => new(
        TransferType, "TransferContract",
        new JsonObject { ["amount"] = sun, ["owner_address"] = owner, ["to_address"] = to },
        new ProtoWriter().Hex(1, owner).Hex(2, to).Number(3, sun).ToArray());

    /// <summary>A transfer of a TRC-10 asset.</summary>
    public static TronCall Asset(string owner, string to, string asset, long amount)
    {
        var name = Encoding.ASCII.GetBytes(asset);
        return new(
            TransferAssetType, "TransferAssetContract",
            new JsonObject { ["amount"] = amount, ["asset_name"] = Convert.ToHexStringLower(name), ["owner_address"] = owner, ["to_address"] = to },
            new ProtoWriter().Bytes(1, name).Hex(2, owner).Hex(3, to).Number(4, amount).ToArray());
    }

    /// <summary>A call of a contract.</summary>
    public static TronCall Trigger(string owner, string contract, string data) => new(
        TriggerType, "TriggerSmartContract",
        new JsonObject { ["data"] = data, ["owner_address"] = owner, ["contract_address"] = contract },
        new ProtoWriter().Hex(1, owner).Hex(2, contract).Hex(4, data).ToArray());

    /// <summary>The data of a call: the function's selector and its words.</summary>
    public static string Data(string signature, params string[] words) => Sha3Keccack.Current.CalculateHash(signature)[..8] + string.Concat(words);

    /// <summary>An address as a word.</summary>
    public static string Word(string address) => address[2..].PadLeft(64, '0');

    /// <summary>A number as a word.</summary>
    public static string Word(UInt128 units) => units.ToString("x64", CultureInfo.InvariantCulture);

    /// <summary>The transaction's <c>raw_data</c>, its bytes and its id.</summary>
    public (JsonObject Json, string Hex, string Id) Raw(string refBlockBytes, string refBlockHash, long timestamp, long feeLimit)
    {
        var expiration = timestamp + 60_000;
        var any = new ProtoWriter().Bytes(1, Encoding.ASCII.GetBytes(TypeUrls + Type)).Bytes(2, Bytes).ToArray();
        var contract = new ProtoWriter().Number(1, Number).Bytes(2, any).ToArray();
        var raw = new ProtoWriter().Hex(1, refBlockBytes).Hex(4, refBlockHash).Number(8, expiration).Bytes(11, contract).Number(14, timestamp).Number(18, feeLimit).ToArray();
        var json = new JsonObject
        {
            ["contract"] = new JsonArray(new JsonObject
            {
                ["parameter"] = new JsonObject { ["value"] = Value.DeepClone(), ["type_url"] = TypeUrls + Type },
                ["type"] = Type,
            }),
            ["ref_block_bytes"] = refBlockBytes,
            ["ref_block_hash"] = refBlockHash,
            ["expiration"] = expiration,
        };
        if (feeLimit > 0) json["fee_limit"] = feeLimit;
        json["timestamp"] = timestamp;
        return (json, Convert.ToHexStringLower(raw), Convert.ToHexStringLower(SHA256.HashData(raw)));
    }
}
