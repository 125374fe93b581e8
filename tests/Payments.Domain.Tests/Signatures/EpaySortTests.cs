using System.Diagnostics;
using System.Text.Json;
using Payments.Domain.Signatures;

namespace Payments.Domain.Tests.Signatures;

/// <summary>The order in which parameters are signed, beside the <c>ksort</c> of a real PHP, by which shops sign.</summary>
public sealed class EpaySortTests
{
    private const string Key = "YOUR_SECRET_KEY";
    private const int Seed = 20_261_121;

    /// <summary>Reads lists of pairs, answers the signature of each list as the 188Pay document's PHP makes it.</summary>
    private const string Signer = """
        foreach (json_decode(stream_get_contents(STDIN), true) as $pairs) {
            $params = [];
            foreach ($pairs as [$name, $value]) $params[$name] = $value;
            ksort($params);
            $text = [];
            foreach ($params as $name => $value) $text[] = "$name=$value";
            echo md5(implode('&', $text) . 'YOUR_SECRET_KEY'), "\n";
        }
        """;

    /// <summary>What the documents name, and what real shops send besides.</summary>
    private static readonly string[] Names =
    [
        "pid", "type", "out_trade_no", "notify_url", "return_url", "name", "money", "param", "sitename", "clientip", "device", "trade_no", "trade_status",
        "_input_charset", "Act", "PID", "a", "a_", "aB", "ab", "a1", "a10", "a9", "e1", "inf", "nan", "x1e5",
    ];

    [Fact]
    public async Task Names_that_are_words_are_in_the_order_of_PHP()
    {
        var random = new Random(Seed);
        var lists = Enumerable.Range(0, 300).Select(_ =>
        {
            var names = Names.Concat(Enumerable.Range(0, 5).Select(_ => Word(random))).Distinct().ToArray();
            random.Shuffle(names);
            return names.Take(random.Next(2, names.Length)).Select((name, i) => KeyValuePair.Create(name, $"v{i}")).ToArray();
        }).ToArray();
        var signed = await PhpAsync(lists);
        for (var i = 0; i < lists.Length; i++)
        {
            EpaySignature.Sign(lists[i], Key, "MD5").Should().Be(signed[i], $"of {string.Join(' ', lists[i].Select(pair => pair.Key))} (seed {Seed})");
            EpaySignature.Verify(lists[i], signed[i], "MD5", Key).Should().BeTrue();
        }
    }

    [Fact]
    public async Task Names_that_PHP_takes_for_numbers_are_no_names_of_EPay_and_keep_the_order_of_texts()
    {
        KeyValuePair<string, string>[] given = [new("pid", "1000"), new("9", "a"), new("10", "b")];
        var php = (await PhpAsync([given]))[0];
        EpaySignature.Verify(given, php, "MD5", Key).Should().BeFalse("PHP puts 9 before 10");
        EpaySignature.Verify(given, EpaySignature.Sign(given, Key, "MD5"), "MD5", Key).Should().BeTrue();
        KeyValuePair<string, string>[] one = [new("pid", "1000"), new("9", "a")];
        EpaySignature.Verify(one, (await PhpAsync([one]))[0], "MD5", Key).Should().BeTrue("digits stand before letters in both");
    }

    private static string Word(Random random)
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", Others = Letters + "0123456789-.";
        return Letters[random.Next(Letters.Length)] + new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => Others[random.Next(Others.Length)])]);
    }

    private static async Task<string[]> PhpAsync(IEnumerable<KeyValuePair<string, string>[]> lists)
    {
        using var php = Process.Start(new ProcessStartInfo("php", ["-r", Signer]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await php.StandardInput.WriteAsync(JsonSerializer.Serialize(lists.Select(list => list.Select(pair => new[] { pair.Key, pair.Value }))));
        php.StandardInput.Close();
        var answer = await php.StandardOutput.ReadToEndAsync();
        await php.WaitForExitAsync();
        return answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
