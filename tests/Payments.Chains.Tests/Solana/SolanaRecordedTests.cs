using System.Text;
using System.Text.Json.Nodes;
using Payments.Chains.Reading;
using Payments.Chains.Solana;
using Payments.Domain.Identity;
using Payments.Domain.Tokens;

namespace Payments.Chains.Tests.Solana;

/// <summary>
/// Transactions of the main net as nodes answered them: a swap on PumpSwap (5bvyp1no…, slot 376243586) and one that looked for a gain and moved nothing (39ZSBSYR…,
/// slot 375777791, with look-up tables). Facts from <c>src/txn_json.rs</c> of darrendc26/agavesim; the block around them has the fields of the reference of <c>getBlock</c>
/// on solana.com.
/// </summary>
public sealed class SolanaRecordedTests
{
    private const string Trader = "95rVs91daKmzom4SM41dg4MRmy5M7rMEHPerenZwWaCq";
    private const string Pool = "CW644FAJoQE9B9MGqmdfDseS4XfsmgS77ve7zJDJxiPS";
    private const string FeeTaker = "JCRGumoE9Qi5BBgULTgdgTLjSgkCMSbF62ZZfGs84JeU";
    private const string Meme = "EWV6bjhKF5zkXANCdWPvDs7dofRVk4pKyVTitqgEWj8E";
    private const string WrappedSol = "So11111111111111111111111111111111111111112";
    private const string Swap = "5bvyp1nob51M6FCjCeZd68AjXFWJJEvdqkHu9ZCeRt6sMz5wpUiTi3LPBEuonUHuVg8LwzSnx5MX2RFGSv6Mb36v";

    private static readonly TokenInfo Sol = new() { Chain = ChainId.Solana, Symbol = "SOL", Decimals = 9, PayableDecimals = 4 };

    private static JsonArray Names(string text) => new([.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => (JsonNode)name)]);

    private static JsonArray Numbers(params long[] numbers) => new([.. numbers.Select(number => (JsonNode)number)]);

    /// <summary>The float beside the amount is null for zero, and not exact for others.</summary>
    private static JsonObject Balance(int account, string mint, string owner, string program, string amount, int decimals, double? rounded) => new()
    {
        ["accountIndex"] = account,
        ["mint"] = mint,
        ["owner"] = owner,
        ["programId"] = program,
        ["uiTokenAmount"] = new JsonObject { ["amount"] = amount, ["decimals"] = decimals, ["uiAmount"] = rounded, ["uiAmountString"] = rounded?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "0" },
    };

    private static JsonObject Meme9(int account, string owner, string amount, double? rounded) => Balance(account, Meme, owner, SolanaPrograms.Token2022, amount, 9, rounded);

    private static JsonObject Swapped() => new()
    {
        ["meta"] = new JsonObject
        {
            ["computeUnitsConsumed"] = 113961,
            ["costUnits"] = 117451,
            ["err"] = null,
            ["fee"] = 5000,
            ["innerInstructions"] = new JsonArray(new JsonObject { ["index"] = 0, ["instructions"] = new JsonArray(new JsonObject { ["accounts"] = Numbers(10), ["data"] = "84eT", ["programIdIndex"] = 12, ["stackHeight"] = 2 }) }),
            ["loadedAddresses"] = new JsonObject { ["readonly"] = new JsonArray(), ["writable"] = new JsonArray() },
            ["logMessages"] = new JsonArray("Program pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA invoke [1]", "Program log: Instruction: Buy"),
            ["postBalances"] = Numbers(374808413, 0, 2074080, 148417972767, 2074080, 2074080, 2074080, 25068899, 1844400, 789146958, 1181355288490, 1, 5299613127, 109153251, 2978880, 4457517, 3744480, 1200013, 18921513, 1002026, 0, 18374410, 1151476),
            ["postTokenBalances"] = new JsonArray(
                Meme9(2, Trader, "475845960900177", 475845.960900177),
                Balance(3, WrappedSol, Pool, SolanaPrograms.Token, "148415933487", 9, 148.415933487),
                Meme9(4, Pool, "344503076480687631", 344503076.4806876),
                Meme9(5, FeeTaker, "1956444834189033", 1956444.834189033),
                Meme9(6, "8N3GDaZ2iwN65oxVatKTLPNooAVUJTbfiVJ1ahyqwjSk", "0", null)),
            ["preBalances"] = Numbers(173120920, 0, 2074080, 148619665260, 2074080, 2074080, 2074080, 25068899, 1844400, 789146958, 1181355288490, 1, 5299613127, 109153251, 2978880, 4457517, 3744480, 1200013, 18921513, 1002026, 0, 18374410, 1151476),
            ["preTokenBalances"] = new JsonArray(
                Meme9(2, Trader, "944780237596635", 944780.237596635),
                Balance(3, WrappedSol, Pool, SolanaPrograms.Token, "148617625980", 9, 148.61762598),
                Meme9(4, Pool, "344034375969831999", 344034375.969832),
                Meme9(5, FeeTaker, "1956211068348207", 1956211.068348207),
                Meme9(6, "8N3GDaZ2iwN65oxVatKTLPNooAVUJTbfiVJ1ahyqwjSk", "0", null)),
            ["rewards"] = new JsonArray(),
            ["status"] = new JsonObject { ["Ok"] = null },
        },
        ["transaction"] = new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["accountKeys"] = Names($"""
                    {Trader} CK1VokWFPPd2K4u3Jah4EPpjoADkyWXasy5gdHH7CZR4 7Pex41UtrsxvNsNShfbDushiRh5FVVmKEvRPZ7KR65uu
                    Amf6jEUXpAB1Psmhfo5t9U9cYHLRL1MfsfF3HjL5HD4U CKFjAt7uNWgV1zzj2TnGDMn2BLENS8KghDzi3PFZJkEM DgRrNv8cMY8BxD2Fbn8GkkKshVpMqY2qqoonGL6TrD9a
                    9tV9ugnSn7mBXuZ1y5kV8whZpUiWyUYPQA8uguEWNFEq C2aFPdENg4A2HQsmrd5rTw5TaYBX5Ku887cWjbFKtZpw 5raVdscuuXL61nm9k4ShxK7S4qoineKQSCjgkfinCGfe
                    ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL {WrappedSol} 11111111111111111111111111111111 {SolanaPrograms.Token}
                    pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA {Pool} ADyA8hdefvWN2dbGGWFotbzWxrAvLW83WG6QCVXvJKqw {Meme} {FeeTaker} {SolanaPrograms.Token2022}
                    GS4CU59F31iL7aR2Q8zVS8DRrcRnXX1yjQ66TqNVQnaR 8N3GDaZ2iwN65oxVatKTLPNooAVUJTbfiVJ1ahyqwjSk 5PHirr8joyTMp9JMm6nW7hNDVyEYdkzDqazxPD7RaTjx
                    pfeeUxB6jkeY1Hxd7CsFCAjcbHA9rWtchMGdZ6VojVZ
                    """.ReplaceLineEndings(" ")),
                ["addressTableLookups"] = new JsonArray(),
                ["header"] = new JsonObject { ["numReadonlySignedAccounts"] = 0, ["numReadonlyUnsignedAccounts"] = 14, ["numRequiredSignatures"] = 1 },
                ["instructions"] = new JsonArray(new JsonObject { ["accounts"] = Numbers(1, 0, 0), ["data"] = "A", ["programIdIndex"] = 12, ["stackHeight"] = 1 }),
                ["recentBlockhash"] = "FHRhQi2D6473U9sePBV1oevhPrxHQhqH4GVFJEiMCoKn",
            },
            ["signatures"] = new JsonArray(Swap),
        },
        ["version"] = 0,
    };

    /// <summary>Its seventeen own accounts are followed by eighteen of a look-up table; nothing changed but the fee.</summary>
    private static JsonObject MovedNothing()
    {
        long[] before = [85513499399, 2039280, 2039280, 2039280, 2039280, 503775380, 8630400, 2039280, 1844401, 8630400, 2039280, 8630400, 2074080, 2039280, 1, 0, 1141440, 2039280, 32335377081,
            4457515, 25068899, 4000419, 419276183851, 13903614998705, 1002026, 1, 32941452, 5299608127, 18921513, 1141507, 109153251, 0, 5017967893, 789146958, 38492372815];
        JsonArray Tokens() => new(Balance(7, "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", "7zujqoQsFic14ncDYhBSVGvDnqc94rE49c1ZJCHvAtiW", SolanaPrograms.Token, "31476264914", 6, 31476.264914));
        return new JsonObject
        {
            ["meta"] = new JsonObject
            {
                ["err"] = null,
                ["fee"] = 5031,
                ["loadedAddresses"] = new JsonObject
                {
                    ["readonly"] = Names("11111111111111111111111111111111 LBUZKhRxPF3XUpBCjp4YzTKgLccjZhTSDM9YuVaPwxo TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb cpamdpZCGKUy5JxQXB4dcpGPiikHawvSWAd6mEn1sGG pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA 3rmHSu74h1ZcmAisVcWerTCiRDQbUrBKmcwptYGjHfet 675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8 ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL HLnpSz9h2S4hiLQ43rnSD9XkcUThA7B8hQMKmDaiTLcC"),
                    ["writable"] = Names("2yC9PAQvtxFjdV2G79N7cGsFhitbNiEQmZ3Z6dmLWfQg 5Q544fKrFoe6tsEbD7S8EmxGTJYAKtTVhAW5Q5pge4j1 ADyA8hdefvWN2dbGGWFotbzWxrAvLW83WG6QCVXvJKqw C2aFPdENg4A2HQsmrd5rTw5TaYBX5Ku887cWjbFKtZpw D1ZN9Wj1fRSUQfCjhvnu1hqDMT7hzjzBBpi12nVniYD6 EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v FWsW1xNtWscwNmKv6wVsU1iTzRN6wmmk3MjxRP5tT7hz GS4CU59F31iL7aR2Q8zVS8DRrcRnXX1yjQ66TqNVQnaR"),
                },
                ["postBalances"] = Numbers([before[0] - 5031, .. before[1..]]),
                ["postTokenBalances"] = Tokens(),
                ["preBalances"] = Numbers(before),
                ["preTokenBalances"] = Tokens(),
                ["rewards"] = new JsonArray(),
                ["status"] = new JsonObject { ["Ok"] = null },
            },
            ["transaction"] = new JsonObject
            {
                ["message"] = new JsonObject
                {
                    ["accountKeys"] = Names("7zujqoQsFic14ncDYhBSVGvDnqc94rE49c1ZJCHvAtiW 3AgbMiNixaJmcqwB1BKUyJHs5oFjSL8zX4Q42WeTakw2 3FVkez4kkquVSXqYj44WS63dxdChEsZ19pNY8w4u7uFb 3zsPi2bTH8sSVXJsg7eWnrvmyfmWXYxKZgxP5j38KLCt 8X4sWAdszyJhXXYAYwHpLCJ3qKdfoRGnn1DQSK1piJLb 93NckFnFGA49ugiohaPh1jrhEHRQrmK5vAEh2LfSEEv4 9XGvcegkLXwrPV3zKKkWFkheWFu2pniAUtf7hBvqSYxz Dr5DB4w1AegxxBekgdXABgwkNFQe5CzDLpf3USPgqPW2 FSyx8g9JiF2WJjizhLxdZaeXx9xva1JmYnKxu1Huo6ZU GBdYwSBrV8DGyscSokR7ayVUNKYhMonZz45LiB9E8Kto GMtGJUhNRdW4DDKtzcKP79nWjdyEMmjDCMp3tmxGux8F HMoLxiQMjzx1T7z1QQAZhVSKKsxGUc1LtBKDMx3evQjT HPo7vkZbwdKS5BWQLqMoLJ4E4NeEcMKEB3g5QSFfAMXF HnQVFPiinxYhgyfq4HZDecrM3fQDWj7i6nTYGFhfHuaN ComputeBudget111111111111111111111111111111 kawira1111111111111111111111111111111111112 Ceu4aCcSV624aRGUoWt2pPd5YuLZM4gyos7kyrPrpGG1"),
                    ["recentBlockhash"] = "FrwrpAgVfNbKtX26Unccb3DjAps4Jeqt3tX2uBtcLPRf",
                },
                ["signatures"] = new JsonArray("39ZSBSYRmfzrRq1REHxesJQwUqA5YFgKaxgZ6Aah6CKCGVqRw4LVqrQgL44d3c2ZpvfLgdGZPkpEeafVBA97TeUE"),
            },
            ["version"] = 0,
        };
    }

    private static IReadOnlyList<SolanaPayment> Read(JsonObject transaction, string[] watched, params TokenInfo[] tokens)
    {
        var block = ReadBlock(transaction, watched, tokens);
        block.Unreadable.Should().BeEmpty();
        return block.Payments;
    }

    private static SolanaBlock ReadBlock(JsonObject transaction, string[] watched, params TokenInfo[] tokens)
    {
        var block = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["result"] = new JsonObject
            {
                ["blockHeight"] = 354_000_000,
                ["blockTime"] = 1761609724,
                ["blockhash"] = "3Eq21vXNB5s86c62bVuUfTeaMif1N2kUqRPBmGRJhyTA",
                ["parentSlot"] = 376243585,
                ["previousBlockhash"] = "mfcyqEXB3DnHXki6KjjmZck6YjmZLvpAByy2fj4nh6B",
                ["rewards"] = new JsonArray(new JsonObject { ["commission"] = null, ["lamports"] = 2500, ["postBalance"] = 3_000_000, ["pubkey"] = Trader, ["rewardType"] = "Fee" }),
                ["transactions"] = new JsonArray(transaction),
            },
            ["id"] = 1,
        };
        var set = new SolanaAddressSet { TakesCoin = true };
        foreach (var address in watched) set.Add(address);
        var options = new ChainOptions
        {
            Chain = ChainId.Solana,
            DisplayName = "Solana",
            ChainNumber = 1160341912,
            Confirmations = null,
            PollInterval = TimeSpan.FromSeconds(2),
            ReorgWindow = 64,
            BlockTime = TimeSpan.FromMilliseconds(400),
            Tokens = tokens.ToDictionary(token => token.Symbol),
        };
        return new SolanaBlockParser(new SolanaMints(options), Sol).Read(Encoding.UTF8.GetBytes(block.ToJsonString()), 376243586, set)!;
    }

    private static TokenInfo Token(string symbol, string mint, int decimals) => new() { Chain = ChainId.Solana, Symbol = symbol, Contract = mint, Decimals = decimals, PayableDecimals = 2 };

    [Fact]
    public void What_accounts_have_more_after_a_swap_is_what_they_were_paid()
    {
        var paid = Read(Swapped(), [Trader, Pool, FeeTaker], Token("MEME", Meme, 9), Token("WSOL", WrappedSol, 9));
        paid.Select(payment => (payment.To, payment.Token.Symbol, payment.Units, payment.Account)).Should().Equal(
            (Trader, "SOL", 374808413 - 173120920, 0),
            (Pool, "MEME", 344503076480687631 - 344034375969831999, 4),
            (FeeTaker, "MEME", 1956444834189033 - 1956211068348207, 5));
        paid.Should().OnlyContain(payment => payment.Signature == Swap);
        paid.Skip(1).Should().OnlyContain(payment => payment.From == Trader, "who sold is who lost most of it");
    }

    [Fact]
    public void Who_gave_and_tokens_that_are_not_known_are_no_payments() =>
        Read(Swapped(), [Trader, Pool], Token("WSOL", WrappedSol, 9)).Select(payment => (payment.To, payment.Token.Symbol)).Should().Equal((Trader, "SOL"));

    [Fact]
    public void A_transaction_that_moved_nothing_pays_nobody_whatever_it_touched()
    {
        string[] touched = ["7zujqoQsFic14ncDYhBSVGvDnqc94rE49c1ZJCHvAtiW", "FWsW1xNtWscwNmKv6wVsU1iTzRN6wmmk3MjxRP5tT7hz", "HLnpSz9h2S4hiLQ43rnSD9XkcUThA7B8hQMKmDaiTLcC"];
        Read(MovedNothing(), touched, Token("USDC", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", 6)).Should().BeEmpty();
    }

    [Fact]
    public void Without_the_accounts_of_look_up_tables_the_balances_do_not_fit()
    {
        var transaction = MovedNothing();
        transaction["meta"]!.AsObject().Remove("loadedAddresses");
        var block = ReadBlock(transaction, []);
        block.Unreadable.Should().ContainSingle().Which.Should().Contain("more accounts than balances");
        (block.Payments.Count, block.Transactions).Should().Be((0, 1));
    }
}
