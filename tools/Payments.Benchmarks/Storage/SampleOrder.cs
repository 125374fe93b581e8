using System.Text;

namespace Payments.Benchmarks.Storage;

/// <summary>Orders as the order grain stores them while they wait for a payment: about a kilobyte of JSON.</summary>
public static class SampleOrder
{
    /// <summary>The stored form, with marks where id, amount and time go.</summary>
    public const string Template = """
        {"v":1,"id":"<id>","merchant":"5f0c8a9b7d6e4c3b2a190807","pid":1000,"number":"20260101<id>","status":"pending","currency":"CNY","money":"100.50","terms":{"face":"epay","name":"Product name as the shop gave it","notifyUrl":"https://shop.example.com/pay/notify_url.php","returnUrl":"https://shop.example.com/pay/return_url.php","param":"member-123456","signType":"MD5","clientIp":"203.0.113.7"},"createdAt":1767225600000,"expiresAt":1767227400000,"wakeAt":4102444800000,"openedAt":1767225600000,"quotes":[{"chain":"bsc","token":"USDT","address":"<address>","units":"<units>","decimals":18,"rate":"7.19","rateSource":"okx","quotedAt":1767225600000}],"reservation":{"chain":"bsc","address":"<address>","token":"USDT","units":"<units>","until":1767231000000},"transfers":[],"outbox":[],"deliveries":0,"history":[{"at":1767225600000,"what":"opened"},{"at":1767225600000,"what":"quoted"}]}
        """;

    /// <summary>An order whose amount nobody else has.</summary>
    public static (string Key, byte[] State) Of(int writer, int number)
    {
        var id = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Encoding.ASCII.GetBytes($"{writer}-{number}")));
        return ($"ord-{id}", Encoding.UTF8.GetBytes(Template.Replace("<id>", id).Replace("<address>", $"0x{writer:x40}").Replace("<units>", $"1{number:d18}")));
    }
}
