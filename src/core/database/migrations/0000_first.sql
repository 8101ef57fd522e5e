CREATE SCHEMA IF NOT EXISTS "mora";
--> statement-breakpoint
CREATE TABLE "mora"."records" (
	"collection" text NOT NULL,
	"key" text NOT NULL,
	"position" bigserial NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "records_collection_key_pk" PRIMARY KEY("collection","key")
);
--> statement-breakpoint
CREATE TABLE "mora"."stage_runs" (
	"stage_id" text PRIMARY KEY NOT NULL,
	"agent" text NOT NULL,
	"provider" text NOT NULL,
	"duration_s" double precision NOT NULL,
	"ms" double precision NOT NULL,
	"ended_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mora"."tasks" (
	"id" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"source_id" text NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"thread" jsonb NOT NULL,
	"plan" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome" jsonb,
	"ended_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	CONSTRAINT "tasks_source" UNIQUE("platform","source_id")
);
--> statement-breakpoint
CREATE INDEX "records_order" ON "mora"."records" USING btree ("collection","position");--> statement-breakpoint
CREATE INDEX "stage_runs_recent" ON "mora"."stage_runs" USING btree ("agent","provider","ended_at");--> statement-breakpoint
CREATE INDEX "tasks_person" ON "mora"."tasks" USING btree ("platform","person_id","created_at");--> statement-breakpoint
CREATE INDEX "tasks_undelivered" ON "mora"."tasks" USING btree ("delivered_at","created_at");