# Called by boto3.test.ts: does with boto3 what it is told, and prints what came of it as JSON.
import json
import sys
import urllib.request

import boto3
from botocore.client import Config
from botocore.exceptions import ClientError

url, keys = sys.argv[1], json.loads(sys.argv[2])
config = Config(signature_version="s3v4", s3={"addressing_style": "path"})
s3 = boto3.client("s3", endpoint_url=url, config=config)
found = {}

s3.create_bucket(Bucket="photos")
for key in keys:
    s3.put_object(Bucket="photos", Key=key, Body=key.encode(), Metadata={"mood": "calm"})
found["bodies"] = [s3.get_object(Bucket="photos", Key=key)["Body"].read().decode() for key in keys]
found["mood"] = s3.head_object(Bucket="photos", Key=keys[0])["Metadata"]["mood"]
pages = s3.get_paginator("list_objects_v2").paginate(Bucket="photos", PaginationConfig={"PageSize": 3})
found["listed"] = [each["Key"] for page in pages for each in page["Contents"]]
found["old"] = [each["Key"] for each in s3.list_objects(Bucket="photos")["Contents"]]

large = bytes(range(256)) * 40_000
s3.put_object(Bucket="photos", Key="source", Body=large)
upload = s3.create_multipart_upload(Bucket="photos", Key="large")["UploadId"]
parts = []
for number, piece in enumerate([large[:6_000_000], large[6_000_000:]], 1):
    named = {"Bucket": "photos", "Key": "large", "UploadId": upload, "PartNumber": number}
    parts.append({"PartNumber": number, "ETag": s3.upload_part(Body=piece, **named)["ETag"]})
listed = s3.list_parts(Bucket="photos", Key="large", UploadId=upload)["Parts"]
found["parts"] = [each["Size"] for each in listed]
done = s3.complete_multipart_upload(
    Bucket="photos", Key="large", UploadId=upload, MultipartUpload={"Parts": parts}
)
found["etag"] = done["ETag"]
found["same"] = s3.get_object(Bucket="photos", Key="large")["Body"].read() == large

# It signs for another region, is told which one it should have been, and signs anew.
abroad = boto3.client("s3", endpoint_url=url, config=config, region_name="eu-central-1")
found["abroad"] = abroad.get_object(Bucket="photos", Key=keys[0])["Body"].read().decode()

shared = s3.generate_presigned_url("get_object", Params={"Bucket": "photos", "Key": keys[0]}, ExpiresIn=60)
found["shared"] = urllib.request.urlopen(shared).read().decode()
put = {"Bucket": "photos", "Key": "put", "Metadata": {"mood": "glad"}}
target = s3.generate_presigned_url("put_object", Params=put, ExpiresIn=60)
request = urllib.request.Request(target, b"hello", {"x-amz-meta-mood": "glad", "content-type": ""}, method="PUT")
urllib.request.urlopen(request)
found["put"] = s3.get_object(Bucket="photos", Key="put")["Body"].read().decode()

gone = s3.delete_objects(Bucket="photos", Delete={"Objects": [{"Key": key} for key in keys]})
found["deleted"] = [each["Key"] for each in gone["Deleted"]]
for key in ["public/kept", "archive/gone"]:
    s3.put_object(Bucket="photos", Key=key, Body=b"x")
login = {"aws_access_key_id": sys.argv[3], "aws_secret_access_key": sys.argv[4]}
cora = boto3.client("s3", endpoint_url=url, config=config, **login)
both = {"Objects": [{"Key": "public/kept"}, {"Key": "archive/gone"}]}
some = cora.delete_objects(Bucket="photos", Delete=both)
found["some"] = [each["Key"] for each in some["Deleted"]]
found["refused"] = [[each["Key"], each["Code"]] for each in some["Errors"]]
found["kept"] = s3.get_object(Bucket="photos", Key="public/kept")["Body"].read().decode()
try:
    s3.get_object(Bucket="photos", Key=keys[0])
except ClientError as error:
    found["error"] = error.response["Error"]["Code"]
print(json.dumps(found))
