using System.Text.Json.Nodes;
using Payments.Providers.Alipay;
using Payments.Providers.Common;
using Payments.Testing;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Keys, certificates and signed texts that were made for tests with other implementations.</summary>
internal static class AlipayVectors
{
    public const string AppId = "2021000000000001";

    public const string SellerId = "2088722277462557";

    public static JsonNode Signed { get; } = JsonNode.Parse(Text("alipay.json"))!;

    public static string AppKey { get; } = Text("ali_app_key.pem");

    public static string AlipayKey { get; } = Text("ali_alipay_key.pem");

    public static string AlipayPublic { get; } = Text("ali_alipay_pub.pem");

    /// <summary>An account in public-key mode.</summary>
    public static ProviderAccount Account(params (string Name, string Value)[] more) => With(
        [("app_id", AppId), ("private_key", AppKey), ("public_key", AlipayPublic)], more);

    /// <summary>An account in certificate mode.</summary>
    public static ProviderAccount Certified(params (string Name, string Value)[] more) => With(
        [("app_id", AppId), ("private_key", AppKey), ("app_cert", Text("ali_app_cert.crt")), ("alipay_cert", Text("ali_alipay_cert.crt")),
            ("root_cert", Text("ali_root_cert.crt"))], more);

    public static AlipayAccount Read(ProviderAccount account) => AlipayAccount.Of(account);

    public static string Text(string name) => File.ReadAllText(PathOf(name));

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>Where a file lies.</summary>
    public static string PathOf(string name) => Path.Combine(Repository.Root, "tests/Payments.Providers.Tests/Vectors/alipay", name);

    /// <summary>A later value of a name replaces an earlier one; an empty one takes it away.</summary>
    private static ProviderAccount With((string Name, string Value)[] settings, (string Name, string Value)[] more)
    {
        var all = settings.Concat(more).GroupBy(one => one.Name).Select(group => group.Last()).Where(one => one.Value.Length > 0);
        return TestAccounts.Of("alipay", [.. all]);
    }
}
